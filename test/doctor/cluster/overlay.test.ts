// cspell:ignore sever
import { expect, test } from "vitest";
import type { Finding, World } from "../../../src/doctor/check.ts";
import { overlay } from "../../../src/doctor/cluster/overlay.ts";
import { TemporalStartError } from "../../../src/errors.ts";
import { testSettings } from "../../support/settings.ts";

const file = "/home/ada/compose.override.yml";

function findings(changedByOverlay: World["changedByOverlay"], path: string | undefined = file) {
  const settings = async () => ({ ...testSettings(), ...(path === "" ? {} : { overlay: path }) });
  return overlay.look({ settings, changedByOverlay } as unknown as World);
}

const refused = (code: string, category: "engine" | "preflight"): (() => Promise<never>) => {
  const facts = { code, category, message: "No.", details: ["yaml: line 2"], hint: `Correct ${file}` };
  return () => Promise.reject(new TemporalStartError(facts));
};

test("one that changes a service is well, and what it changes is told", async () => {
  const [found] = await findings(async () => ["temporal-web", "temporal-worker"]);
  expect(found).toEqual({
    state: "ok",
    seen: `The overlay ${file} changes temporal-web, temporal-worker.`,
  } satisfies Finding);
});

test("a service of its own with a name like one of the cluster is a warning", async () => {
  const found = await findings(async () => ["temporal-sever", "temporal-web"]);
  expect(found.map(({ state, seen }) => ({ state, seen }))).toEqual([
    { state: "warning", seen: `The overlay ${file} adds a service 'temporal-sever'; did you mean 'temporal-server'?` },
  ]);
});

test("one that Compose cannot read is a failure, in its words", async () => {
  expect(await findings(refused("OVERLAY_INVALID", "preflight"))).toEqual([
    { state: "failure", seen: `${file}: yaml: line 2`, todo: `Correct ${file}` },
  ]);
});

test("where Compose cannot be asked nothing is said against it", async () => {
  const [found] = await findings(refused("COMPOSE_MISSING", "preflight"));
  expect(found).toMatchObject({ state: "warning", seen: `${file} was not checked: No.` });
});

test("without one there is nothing to tell", async () => {
  expect(await findings(() => Promise.reject(new Error("asked")), "")).toEqual([]);
});
