import { expect, expectTypeOf, test } from "vitest";
import type { Needs } from "../../src/commands/command.ts";
import { defineCommand } from "../../src/commands/define-command.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../support/fake-context.ts";

const definition = defineCommand({
  name: "try",
  summary: "Try it",
  flags: {
    freePorts: { flag: "--free-ports", summary: "a switch" },
    wait: { flag: "--no-wait", summary: "a switch that is on" },
    tail: { flag: "-n, --tail <lines>", summary: "with a value" },
  },
  arguments: {
    shell: { summary: "one", required: true },
    other: { summary: "perhaps one" },
    services: { summary: "several", variadic: true },
  },
  examples: [],
  async run({ flags, arguments: given }) {
    expectTypeOf(flags.freePorts).toEqualTypeOf<boolean>();
    expectTypeOf(flags.wait).toEqualTypeOf<boolean>();
    expectTypeOf(flags.tail).toEqualTypeOf<string | undefined>();
    expectTypeOf(given.shell).toEqualTypeOf<string>();
    expectTypeOf(given.other).toEqualTypeOf<string | undefined>();
    expectTypeOf(given.services).toEqualTypeOf<readonly string[]>();
    // @ts-expect-error -- A misspelt flag does not compile.
    const misspeltFlag: unknown = flags.freePort;
    // @ts-expect-error -- Nor does a misspelt argument.
    const misspeltArgument: unknown = given.service;
    return { exitCode: 0, data: { flags, given, misspeltFlag, misspeltArgument }, text: "" };
  },
});

test("what a command reads has the names and types of its definition, also where nothing was given", async () => {
  const context = fakeContext(new FakeCluster());
  expect((await runOn(definition, context, inputOf({ tail: "3" }, { shell: "bash" }))).data).toEqual({
    flags: { freePorts: false, wait: true, tail: "3" },
    given: { shell: "bash", other: undefined, services: [] },
  });
  // @ts-expect-error -- A misspelt flag does not compile in a test, and a command never sees it.
  const { data } = await runOn(definition, context, inputOf({ tails: "3" }, { shell: "bash" }));
  expect(data).toMatchObject({ flags: { tail: undefined } });
});

test("a command touches what it declares, and a test gives no more than that", async () => {
  const definition = defineCommand({
    name: "version",
    summary: "Tell the version",
    examples: [],
    run(_input, context: Needs<"version">) {
      // @ts-expect-error -- What is not declared does not compile.
      const undeclared: unknown = context.engine;
      return Promise.resolve({ exitCode: 0, data: undeclared, text: context.version });
    },
  });
  expect(await runOn(definition, { version: "1.2.3" })).toEqual({ exitCode: 0, data: undefined, text: "1.2.3" });
  // @ts-expect-error -- What is declared has to be given.
  expect((await runOn(definition, {})).text).toBeUndefined();
});

test("a command without flags and arguments reads none", async () => {
  const bare = defineCommand({
    name: "bare",
    summary: "Nothing to read",
    examples: [],
    run({ flags, arguments: given }, context) {
      // @ts-expect-error -- There is no flag.
      const flag: unknown = flags.watch;
      // @ts-expect-error -- There is no argument.
      const argument: unknown = given.services;
      // @ts-expect-error -- It declares nothing of the context.
      const undeclared: unknown = context.version;
      return Promise.resolve({ exitCode: 0, data: { undeclared, flags, flag, given, argument }, text: "" });
    },
  });
  const { data } = await runOn(bare, fakeContext(new FakeCluster()), inputOf());
  expect(data).toEqual({ undeclared: "1.2.3", flags: {}, flag: undefined, given: {}, argument: undefined });
});
