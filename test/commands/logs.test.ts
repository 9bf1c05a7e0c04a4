// cspell:ignore serer
import { beforeEach, describe, expect, test } from "vitest";
import { logs } from "../../src/commands/logs.ts";
import { failureOf } from "../support/expect-failure.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../support/fake-context.ts";

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
  ])("begin where --since %s says", async (since, lines) => {
    expect(await logsOf(["temporal-server"], { since })).toEqual(lines);
  });

  test("are one JSON document a line for programs", async () => {
    const context = fakeContext(cluster, { isJson: true });
    await runOn(logs, context, inputOf({ tail: "1" }, { services: ["temporal-server"] }));
    expect(JSON.parse(context.seen.stdout)).toEqual({
      service: "temporal-server",
      time: "2026-01-31T11:59:50.000000000Z",
      text: "server three",
    });
  });

  test("carry their time with --timestamps", async () => {
    expect(await logsOf(["temporal-server"], { timestamps: true, tail: "1" })).toEqual([
      "2026-01-31T11:59:50.000000000Z server three",
    ]);
  });

  test("that are followed come line by line until they end", async () => {
    expect((await logsOf(["server", "web"], { follow: true })).toSorted()).toEqual(
      (await logsOf(["server", "web"])).toSorted(),
    );
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

describe("logs are refused", () => {
  test("for an unknown service, with the valid ones", async () => {
    const { facts, exitCode } = await failureOf(() => logsOf(["temporal-serer"]));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe("Unknown service: temporal-serer.");
    expect(facts.hint).toBe(
      "Services are temporal-postgres, temporal-elasticsearch, temporal-schema, temporal-server, temporal-web, temporal-cli.",
    );
  });

  test.each(["-1", "many", "1.5", "", "1e3", "99999999999"])("with --tail %j", async (tail) => {
    const { facts, exitCode } = await failureOf(() => logsOf([], { tail }));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe(`--tail "${tail}" is no number of lines.`);
  });

  test.each(["", "5", "yesterday", "10", "-10m", "2026-13-01", "10 m", "March 7"])("with --since %j", async (since) => {
    const { facts, exitCode } = await failureOf(() => logsOf([], { since }));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe(`--since "${since}" is neither a duration nor a time.`);
  });
});
