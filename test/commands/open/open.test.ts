import { describe, expect, test } from "vitest";
import type { Place } from "../../../src/commands/command.ts";
import { open } from "../../../src/commands/open/open.ts";
import { TemporalStartError } from "../../../src/errors.ts";
import { wholeCluster } from "../../support/containers.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { type FakeContext, fakeContext, inputOf, runOn } from "../../support/fake-context.ts";
import { fakeProcesses } from "../../support/fake-runtime.ts";

const url = "http://127.0.0.1:8088";
const desktop = { environment: { DISPLAY: ":0" } };

interface Desk {
  readonly context: FakeContext;
  readonly launched: (readonly string[])[];
}

/** A desk whose opener ends with an exit code, stays (undefined), or is missing. */
function desk(place: Partial<Place>, opener: number | "stays" | "missing" = 0, isJson = false): Desk {
  const cluster = FakeCluster.running();
  const launched: (readonly string[])[] = [];
  const processes = {
    ...fakeProcesses(cluster),
    async launch(command: string, args: readonly string[]) {
      launched.push([command, ...args]);
      if (opener === "missing") {
        throw new TemporalStartError({ code: "PROGRAM_MISSING", category: "preflight", message: "It is not there." });
      }
      return opener === "stays" ? undefined : opener;
    },
  };
  return { launched, context: { ...fakeContext(cluster, { place, isJson }), processes: async () => processes } };
}

test.each([
  ["linux", { DISPLAY: ":0" }, ["xdg-open", url]],
  ["linux", { WAYLAND_DISPLAY: "wayland-0" }, ["xdg-open", url]],
  ["darwin", {}, ["open", url]],
  ["win32", {}, ["rundll32", "url.dll,FileProtocolHandler", url]],
] as const)("opens the Web UI on %s with %j, and prints the address", async (platform, environment, command) => {
  const { context, launched } = desk({ platform, environment });
  const { text, data, exitCode } = await runOn(open, context);
  expect({ text, data, exitCode }).toEqual({ text: `${url}\n`, data: { url, opened: true }, exitCode: 0 });
  expect(launched).toEqual([command]);
  expect(context.seen.notes).toEqual([]);
});

test("a browser that stays is open", async () => {
  const { context } = desk(desktop, "stays");
  expect((await runOn(open, context)).data).toEqual({ url, opened: true });
});

describe("only the address is printed", () => {
  test.each([
    ["in CI", { CI: "true", DISPLAY: ":0" }, "this is CI"],
    ["over SSH", { SSH_CONNECTION: "a 1 b 2", DISPLAY: "localhost:10.0" }, "this is a session over SSH"],
    ["without a display", {}, "there is no display"],
  ])("%s, with the reason", async (_, environment, reason) => {
    const { context, launched } = desk({ environment });
    expect(await runOn(open, context)).toMatchObject({ exitCode: 0, text: `${url}\n`, data: { opened: false } });
    expect(launched).toEqual([]);
    expect(context.seen.notes).toEqual([`No browser was opened: ${reason}.`]);
  });

  test.each([
    ["missing" as const, "the program xdg-open is not on the PATH"],
    [3, "xdg-open ended with exit code 3"],
  ])("where the opener is %s", async (opener, reason) => {
    const { context } = desk(desktop, opener);
    expect(await runOn(open, context)).toMatchObject({ exitCode: 0, text: `${url}\n`, data: { opened: false } });
    expect(context.seen.notes).toEqual([`No browser was opened: ${reason}.`]);
  });

  test.each([
    ["with --url", { url: true }, false],
    ["with --json", {}, true],
  ])("%s, without a word", async (_, flags, isJson) => {
    const { context, launched } = desk(desktop, 0, isJson);
    expect(await runOn(open, context, inputOf(flags))).toMatchObject({ text: `${url}\n`, data: { opened: false } });
    expect([launched, context.seen.notes]).toEqual([[], []]);
  });
});

test("the address is where the Web UI is published now, with the namespace that was asked for", async () => {
  const { context } = desk({});
  const cluster = FakeCluster.running();
  cluster.change("temporal-web", { ports: [{ hostAddress: "127.0.0.1", hostPort: 9999, containerPort: 8080 }] });
  const moved = { ...context, engine: () => fakeContext(cluster).engine() };
  const { text } = await runOn(open, moved, inputOf({ namespace: "a/b" }));
  expect(text).toBe("http://127.0.0.1:9999/namespaces/a%2Fb/workflows\n");
});

test.each([
  ["stopped", { "temporal-web": { state: "exited" } }, "is exited"],
  ["not there", { "temporal-web": undefined }, "is not there"],
] as const)("a Web UI that is %s is not opened", async (_, changes, words) => {
  const cluster = new FakeCluster();
  for (const container of wholeCluster(changes)) cluster.put(container);
  const { facts, exitCode } = await failureOf(() => runOn(open, fakeContext(cluster)));
  expect(facts).toMatchObject({ code: "WEB_NOT_RUNNING", hint: "temporal-start start" });
  expect(facts.message).toContain(words);
  expect(exitCode).toBe(1);
});
