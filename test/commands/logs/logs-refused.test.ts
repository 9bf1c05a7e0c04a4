// cspell:ignore serer
import { describe, expect, test } from "vitest";
import { logs } from "../../../src/commands/logs/logs.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

const readLogs = (services: readonly string[], flags: Readonly<Record<string, string | boolean>> = {}) =>
  runOn(logs, fakeContext(FakeCluster.running()), inputOf(flags, { services }));

describe("logs are refused", () => {
  test.each([
    [{ follow: true, until: "1m" }, "--follow and --until contradict each other."],
    [{ pretty: true, raw: true }, "--pretty and --raw contradict each other."],
    [{ context: "2" }, "--context needs --grep."],
    [{ ignoreCase: true }, "--ignore-case needs --grep."],
    [{ grep: "x", context: "all" }, '--context "all" is no number of lines.'],
    [{ grep: "(" }, '--grep "(" is no regular expression: Unterminated group.'],
    [{ grep: "a**" }, '--grep "a**" is no regular expression: Nothing to repeat.'],
    [{ grep: "[z-a]" }, '--grep "[z-a]" is no regular expression: Range out of order in character class.'],
    [{ level: "loud" }, '--level "loud" is no level.'],
    [{ until: "tomorrow" }, '--until "tomorrow" is neither a duration nor a time.'],
  ])("with %o", async (flags, message) => {
    const { facts, exitCode } = await failureOf(() => readLogs([], flags));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe(message);
    expect(facts.hint).toMatch(/./);
  });

  test.each(["pretty", "raw"])("with --json and --%s", async (look) => {
    const context = fakeContext(FakeCluster.running(), { isJson: true });
    const { facts } = await failureOf(() => runOn(logs, context, inputOf({ [look]: true })));
    expect(facts.message).toBe(`--${look} and --json contradict each other.`);
  });

  test("for an unknown service, with the valid ones", async () => {
    const { facts, exitCode } = await failureOf(() => readLogs(["temporal-serer"]));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe("Unknown service: temporal-serer.");
    expect(facts.hint).toBe(
      "Services are temporal-postgres, temporal-elasticsearch, temporal-schema, temporal-server, temporal-web, temporal-cli.",
    );
  });

  test.each(["-1", "many", "1.5", "", "1e3", "99999999999"])("with --tail %j", async (tail) => {
    const { facts, exitCode } = await failureOf(() => readLogs([], { tail }));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe(`--tail "${tail}" is no number of lines.`);
  });

  test.each(["", "5", "yesterday", "10", "-10m", "2026-13-01", "10 m", "March 7"])("with --since %j", async (since) => {
    const { facts, exitCode } = await failureOf(() => readLogs([], { since }));
    expect(exitCode).toBe(2);
    expect(facts.message).toBe(`--since "${since}" is neither a duration nor a time.`);
  });
});
