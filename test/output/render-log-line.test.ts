// cspell:ignore mready
import { describe, expect, test } from "vitest";
import { readEntry } from "../../src/logs/formats/read-entry.ts";
import { createLogRenderer, type LogRendering } from "../../src/output/render-log-line.ts";
import { plainStyle, type Style } from "../../src/output/style.ts";

const marked: Style = {
  strong: (text) => `<b>${text}</b>`,
  faint: (text) => `<faint>${text}</faint>`,
  good: (text) => `<good>${text}</good>`,
  caution: (text) => `<caution>${text}</caution>`,
  bad: (text) => `<bad>${text}</bad>`,
  found: (text) => `<found>${text}</found>`,
  accents: [(text) => `<1>${text}</1>`, (text) => `<2>${text}</2>`],
};

const time = "2026-01-31T12:00:01.234567890Z";
const server = `{"level":"error","ts":"2026-01-31T12:00:01.234Z","msg":"Fail to process\\ntask","shard-id":35,"error":"Not enough hosts","address":"","logging-call-at":"lazy_logger.go:68","stacktrace":"a\\n\\tb"}`;

function rendered(text: string, changes: Partial<LogRendering> = {}, source = "temporal-server"): string {
  const entry = readEntry(text);
  const rendering = { look: "pretty", style: plainStyle, services: [source], withTime: false, ...changes } as const;
  return createLogRenderer(rendering)({ source, time, text, entry, level: entry?.level ?? "error" });
}

describe("pretty", () => {
  test.each([
    ["an entry", {}, `12:00:01.234 ERROR Fail to process task shard-id=35 error="Not enough hosts"\n`],
    ["its whole time", { withTime: true }, `${time} ERROR Fail to process task shard-id=35 error="Not enough hosts"\n`],
    [
      "its level, cause and match in colours",
      { style: marked, pattern: /HOSTS|fail/i },
      `<faint>12:00:01.234</faint> <bad>ERROR</bad> <found>Fail</found> to process task <faint>shard-id=35</faint> <bad>error="Not enough <found>hosts</found>"</bad>\n`,
    ],
  ])("shows %s", (_, changes, expected) => {
    expect(rendered(server, changes)).toBe(expected);
  });

  test("sets a line that belongs to the entry before under its message", () => {
    expect(rendered("  at x")).toBe("12:00:01.234         at x\n");
  });

  test.each([
    ["2026-01-31 12:00:01.234 UTC [7] LOG:  ready", "12:00:01.234 INFO  ready pid=7\n"],
    ["2026-01-31 12:00:01.234 UTC [7] WARNING:  full", "12:00:01.234 WARN  full pid=7\n"],
    [
      `{"time":"2026-01-31T12:00:01Z","id":"1","host":"h","method":"GET","uri":"/","user_agent":"x","status":404,"error":"","latency":1,"latency_human":"1µs","bytes_in":0,"bytes_out":1}`,
      "12:00:01.234 WARN  GET / 404 latency_human=1µs\n",
    ],
  ])("shows %s", (text, expected) => {
    expect(rendered(text)).toBe(expected);
  });
});

describe("what a terminal would obey", () => {
  const obeyed = /(?!\n)[\p{Cc}\u202e]/u;
  test.each([
    ["in a plain line", "\u001b[2J\u001b]0;title\u0007 gone \u009b1A"],
    ["in a message", JSON.stringify({ level: "info", ts: time, msg: "a\u001b[2Jb" })],
    [
      "in a field",
      JSON.stringify({ level: "info", ts: time, msg: "a", error: "x\u001b[2J", path: "a b\u009b1A\u202e" }),
    ],
    ["in the name of a field", JSON.stringify({ level: "info", ts: time, msg: "a", "\u001b[2J": "x" })],
  ])("is shown %s, and does nothing", (_, text) => {
    expect(rendered(text)).not.toMatch(obeyed);
    expect(rendered(text, { pattern: /a/ })).toMatch(/\\u00(?:1b|9b)/);
  });

  test("a service's own colours are left out", () => {
    expect(rendered("\u001b[1;36mready\u001b[0m to serve")).toBe("12:00:01.234       ready to serve\n");
  });

  test("stays in a raw line, which is as it was written", () => {
    expect(rendered("\u001b[36mready", { look: "raw" })).toBe("\u001b[36mready\n");
  });
});

describe("raw", () => {
  test.each([
    ["as it is", {}, `${server}\n`],
    ["behind its time", { withTime: true }, `${time} ${server}\n`],
    ["of several services behind its own", { services: ["a", "temporal-server"] }, `temporal-server | ${server}\n`],
    [
      "in its service's colour",
      { style: marked, services: ["a", "temporal-server"] },
      `<2>temporal-server |</2> ${server}\n`,
    ],
    [
      "with each match marked",
      { style: marked, pattern: /\bb\b|35/ },
      `${server.replace("35", "<found>35</found>")}\n`,
    ],
    [
      "when a pattern matches nothing at all",
      { style: marked, pattern: /x*/ },
      `${server.replaceAll(/x+/g, "<found>x</found>")}\n`,
    ],
  ])("shows a line %s", (_, changes, expected) => {
    expect(rendered(server, { look: "raw", ...changes })).toBe(expected);
  });

  test("gives neighbours different colours, and begins anew after the last", () => {
    const services = ["a", "b", "c"];
    const colours = services.map((source) =>
      rendered("x", { look: "raw", style: marked, services }, source).slice(0, 3),
    );
    expect(colours).toEqual(["<1>", "<2>", "<1>"]);
  });
});

describe("json", () => {
  test("tells everything about an entry", () => {
    expect(JSON.parse(rendered(server, { look: "json" }))).toEqual({
      service: "temporal-server",
      time,
      level: "error",
      message: "Fail to process\ntask",
      fields: {
        "shard-id": 35,
        error: "Not enough hosts",
        address: "",
        "logging-call-at": "lazy_logger.go:68",
        stacktrace: "a\n\tb",
      },
      text: server,
    });
  });

  test("gives a line that belongs to the entry before its level", () => {
    expect(JSON.parse(rendered("at x", { look: "json" }))).toEqual({
      service: "temporal-server",
      time,
      level: "error",
      message: "at x",
      fields: {},
      text: "at x",
    });
  });
});
