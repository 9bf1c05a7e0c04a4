import { beforeEach, describe, expect, test, vi } from "vitest";
import { logs } from "../../../src/commands/logs/logs.ts";
import type { ContainerFacts } from "../../../src/interfaces/engine-facts.ts";
import { containerOf } from "../../support/containers.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

const at = (second: number, text: string) => ({
  time: `2026-01-31T11:59:${String(second).padStart(2, "0")}.000000000Z`,
  text,
});

let cluster: FakeCluster;

beforeEach(() => {
  cluster = FakeCluster.running();
  cluster.logLines.set("temporal-server", [at(10, "server one"), at(30, "server two"), at(50, "server three")]);
  cluster.logLines.set("temporal-web", [at(20, "web one"), at(40, "web two")]);
});

function stopped(name: string): ContainerFacts {
  const container = cluster.containers.get(name);
  if (container === undefined) throw new Error(`No container ${name}.`);
  return { ...container, state: "exited", exitCode: 0 };
}

async function logsOf(
  services: readonly string[],
  flags: Readonly<Record<string, string | boolean>> = {},
): Promise<readonly string[]> {
  const context = fakeContext(cluster);
  await runOn(logs, context, inputOf(flags, { services }));
  return context.seen.stdout.split("\n").slice(0, -1);
}

describe("logs", () => {
  test("of one service are its lines alone", async () => {
    expect(await logsOf(["temporal-server"])).toEqual(["server one", "server two", "server three"]);
  });

  test("of several are merged by time, each line with its service", async () => {
    expect(await logsOf(["temporal-web", "server"])).toEqual([
      "temporal-server | server one",
      "temporal-web    | web one",
      "temporal-server | server two",
      "temporal-web    | web two",
      "temporal-server | server three",
    ]);
  });

  test("of all services are shown when none is named", async () => {
    expect(await logsOf([])).toHaveLength(5);
  });

  test.each([
    ["1", ["server three"]],
    ["0", []],
    ["all", ["server one", "server two", "server three"]],
  ])("are cut to the last lines by --tail %s", async (tail, lines) => {
    expect(await logsOf(["temporal-server"], { tail })).toEqual(lines);
  });

  test.each([
    ["20s", ["server three"]],
    ["1m", ["server one", "server two", "server three"]],
    ["2026-01-31T11:59:30Z", ["server two", "server three"]],
    ["2026-01-31T12:59:30+01:00", ["server two", "server three"]],
    ["2026-02-01", []],
    ["2026-01-31T11:59:30.001Z", ["server three"]],
  ])("begin where --since %s says", async (since, lines) => {
    expect(await logsOf(["temporal-server"], { since })).toEqual(lines);
  });

  test.each([
    ["20s", {}, ["server one", "server two"]],
    ["2026-01-31T11:59:30Z", {}, ["server one", "server two"]],
    ["2026-01-31T11:59:30Z", { since: "40s" }, ["server two"]],
    ["20s", { tail: "1" }, ["server two"]],
    ["1h", {}, []],
  ])("end where --until %s says, with %o", async (until, others, lines) => {
    expect(await logsOf(["temporal-server"], { until, ...others })).toEqual(lines);
  });

  test("are one JSON document a line for programs", async () => {
    const context = fakeContext(cluster, { isJson: true });
    await runOn(logs, context, inputOf({ tail: "1" }, { services: ["temporal-server"] }));
    expect(JSON.parse(context.seen.stdout)).toEqual({
      service: "temporal-server",
      time: "2026-01-31T11:59:50.000000000Z",
      level: null,
      message: "server three",
      fields: {},
      text: "server three",
    });
  });

  test("carry their time with --timestamps", async () => {
    expect(await logsOf(["temporal-server"], { timestamps: true, tail: "1" })).toEqual([
      "2026-01-31T11:59:50.000000000Z server three",
    ]);
  });

  test("that are followed end with Ctrl-C, though every container has ended", async () => {
    const interruption = new AbortController();
    const context = fakeContext(cluster, { signal: interruption.signal });
    for (const { name } of [...cluster.containers.values()]) cluster.containers.set(name, stopped(name));
    const running = runOn(logs, context, inputOf({ follow: true, tail: "1" }, { services: ["server", "web"] }));
    await vi.waitFor(() => {
      expect(context.seen.stdout).toBe("temporal-web    | web two\ntemporal-server | server three\n");
    });
    interruption.abort();
    expect((await running).exitCode).toBe(130);
  });

  test("that are followed wait for containers where there are none, and a note says so", async () => {
    cluster.containers.clear();
    const interruption = new AbortController();
    const context = fakeContext(cluster, { signal: interruption.signal });
    const running = runOn(logs, context, inputOf({ follow: true }));
    await vi.waitFor(() => {
      expect(context.seen.notes).toEqual([
        "There are no containers yet; their logs are shown once there are. Ctrl-C ends this.",
      ]);
    });
    cluster.put(containerOf("temporal-web"));
    await vi.waitFor(() => {
      expect(context.seen.stdout).toBe("temporal-web           | web one\ntemporal-web           | web two\n");
    });
    interruption.abort();
    expect((await running).exitCode).toBe(130);
  });

  test.each([
    [{ grep: "ONE|three" }, ["server three"]],
    [{ grep: "ONE|three", ignoreCase: true }, ["server one", "server three"]],
    [{ grep: "two", context: "1" }, ["server one", "server two", "server three"]],
    [{ grep: "server", tail: "2" }, ["server two", "server three"]],
    [{ grep: "one|two", tail: "1" }, ["server two"]],
    [{ grep: "^two" }, []],
    [{ grep: "" }, ["server one", "server two", "server three"]],
  ])("are searched with %o", async (flags, lines) => {
    expect(await logsOf(["temporal-server"], flags)).toEqual(lines);
  });

  test.each(["warn", "WARN"])("are cut to entries of at least a level with --level %s", async (level) => {
    cluster.logLines.set("temporal-web", [at(1, "2026/01/31 11:59:01 Loading config"), at(2, "web: warning: full")]);
    expect(await logsOf(["temporal-web"], { level })).toEqual(["web: warning: full"]);
  });

  test.each([
    ["on a terminal", true, {}, "11:59:02.000 WARN  web: warning: full\n"],
    ["on a terminal with --raw", true, { raw: true }, "web: warning: full\n"],
    ["elsewhere", false, {}, "web: warning: full\n"],
    ["elsewhere with --pretty", false, { pretty: true }, "11:59:02.000 WARN  web: warning: full\n"],
  ])("look %s as their reader needs it", async (_, isStdoutTerminal, flags, expected) => {
    cluster.logLines.set("temporal-web", [at(2, "web: warning: full")]);
    const context = fakeContext(cluster, { isStdoutTerminal });
    await runOn(logs, context, inputOf(flags, { services: ["web"] }));
    expect(context.seen.stdout).toBe(expected);
  });

  test("of a service without a container are no failure, and a note says what to do", async () => {
    cluster.containers.clear();
    const context = fakeContext(cluster);
    const { exitCode } = await runOn(logs, context, inputOf());
    expect(exitCode).toBe(0);
    expect(context.seen.notes).toEqual(["There are no containers to read logs from. Next: temporal-start start"]);
  });

  test("longer than one write lose no line", async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => at(index % 60, `line ${String(index)} ${"x".repeat(40)}`));
    cluster.logLines.set("temporal-server", many);
    expect(await logsOf(["temporal-server"])).toEqual(many.map(({ text }) => text));
  });
});
