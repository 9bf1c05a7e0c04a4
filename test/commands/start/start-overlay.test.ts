// cspell:ignore sever
import { expect, test } from "vitest";
import { config } from "../../../src/commands/config/config.ts";
import { start } from "../../../src/commands/start/start.ts";
import { TemporalStartError } from "../../../src/errors.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { type FakeContext, fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

const overlay = "/home/ada/compose.override.yml";

function contextWith(changes: readonly string[]): FakeContext {
  const cluster = FakeCluster.running();
  cluster.changedByOverlay = changes;
  return fakeContext(cluster, { overlay });
}

test.each([
  [["temporal-web"], "changes temporal-web."],
  [[], "changes nothing."],
])("a plan and a start say what the overlay changes: %j", async (changes, words) => {
  const { text, data } = await runOn(start, contextWith(changes), inputOf({ dryRun: true }));
  expect(text).toContain(`  The overlay ${overlay} ${words}\n`);
  expect(data).toMatchObject({ overlay: { file: overlay, changes } });
  const context = contextWith(changes);
  const started = await runOn(start, context);
  expect(context.seen.notes).toContain(`The overlay ${overlay} ${words}`);
  expect(started.data).toMatchObject({ overlay: { file: overlay, changes } });
});

test("a start warns of a service that it adds under a name like one of the cluster", async () => {
  for (const flags of [{ dryRun: true }, {}]) {
    const context = contextWith(["temporal-sever", "temporal-worker"]);
    await runOn(start, context, inputOf(flags));
    expect(context.seen.warnings).toEqual([
      `The overlay ${overlay} adds a service 'temporal-sever'; did you mean 'temporal-server'?`,
    ]);
  }
});

const show = config.subcommands?.find(({ name }) => name === "show") ?? config;

test("config show names it with what it changes", async () => {
  const { text, data } = await runOn(show, contextWith(["temporal-web"]));
  expect(text).toMatch(new RegExp(`\n\nThe overlay ${overlay} changes temporal-web\\.\n$`));
  expect(data).toMatchObject({ overlay: { file: overlay, changes: ["temporal-web"], problem: null } });
});

test("config show says where Compose cannot tell what it changes", async () => {
  const refusal = new TemporalStartError({ code: "COMPOSE_FAILED", category: "preflight", message: "Broken." });
  const context = contextWith([]);
  const { text } = await runOn(show, { ...context, backend: () => Promise.reject(refusal) });
  expect(text).toContain(`What the overlay ${overlay} changes is not known: Broken.`);
});
