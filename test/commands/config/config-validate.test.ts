// cspell:ignore sever
import { expect, test } from "vitest";
import { configValidate } from "../../../src/commands/config/config-validate.ts";
import { TemporalStartError } from "../../../src/errors.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { type FakeContext, fakeContext, runOn } from "../../support/fake-context.ts";

const overlay = "/home/ada/compose.override.yml";

function contextWith(changes: readonly string[], refusal?: TemporalStartError): FakeContext {
  const cluster = FakeCluster.running();
  cluster.changedByOverlay = changes;
  const context = fakeContext(cluster, { overlay });
  return refusal === undefined ? context : { ...context, backend: () => Promise.reject(refusal) };
}

test("config validate says what the overlay changes", async () => {
  const context = contextWith(["temporal-web"]);
  const { text } = await runOn(configValidate, context);
  expect(text).toContain(`\nThe overlay ${overlay} changes temporal-web.\n`);
  expect(context.seen.warnings).toEqual([]);
});

test("config validate warns of a service with a name like one of the cluster", async () => {
  const context = contextWith(["temporal-sever"]);
  await runOn(configValidate, context);
  expect(context.seen.warnings).toEqual([expect.stringContaining("did you mean 'temporal-server'?")]);
});

test("config validate tells an overlay that Compose cannot read", async () => {
  const broken = new TemporalStartError({
    code: "OVERLAY_INVALID",
    category: "preflight",
    message: "Broken.",
    details: ["yaml: line 2"],
    actions: ["Correct it.", "temporal-start config validate"],
  });
  const { facts, exitCode } = await failureOf(() => runOn(configValidate, contextWith([], broken)));
  expect({ code: facts.code, exitCode }).toEqual({ code: "SETTINGS_INVALID", exitCode: 2 });
  expect(facts.details).toEqual([`${overlay}: yaml: line 2 → Correct it.`]);
});

test("config validate checks the settings also where Compose cannot be asked", async () => {
  const missing = new TemporalStartError({ code: "COMPOSE_MISSING", category: "preflight", message: "None." });
  const context = contextWith([], missing);
  expect((await runOn(configValidate, context)).exitCode).toBe(0);
  expect(context.seen.warnings).toEqual([`The overlay ${overlay} was not checked: None.`]);
});
