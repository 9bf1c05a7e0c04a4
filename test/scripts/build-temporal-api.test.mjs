import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { reducedApi } from "../../scripts/lib/build-temporal-api.mjs";
import { temporalCalls } from "../../src/temporal/admin/temporal-calls.ts";

const { Root, Service } = createRequire(createRequire(import.meta.url).resolve("@temporalio/proto"))(
  "protobufjs/light",
);
const whole = createRequire(import.meta.url)("@temporalio/proto/protos/json-module.js");
const kept = Root.fromJSON({ nested: reducedApi(whole, temporalCalls) });
kept.resolveAll();

/** Names of all that a namespace holds. */
const namesIn = (space) => (space.nestedArray ?? []).flatMap((each) => [each.fullName, ...namesIn(each)]);

/** Without what stands inside it, which is looked at by its own name. */
const ownOf = (described) => ({ ...described.toJSON(), nested: undefined });

test("messages and enumerations are kept as the API describes them, or left out", () => {
  const names = namesIn(kept).filter((name) => ["fields", "values"].some((key) => key in kept.lookup(name)));
  expect(names.length).toBeGreaterThan(50);
  for (const name of names) {
    expect(ownOf(kept.lookup(name)), name).toEqual(ownOf(whole.lookup(name)));
  }
});

test("the calls of the list are kept, and no others", () => {
  const services = namesIn(kept).filter((name) => kept.lookup(name) instanceof Service);
  const calls = services.flatMap((name) => Object.keys(kept.lookup(name).methods));
  const wanted = Object.values(temporalCalls)
    .flat()
    .map((call) => call.toLowerCase());
  expect(calls.map((call) => call.toLowerCase()).toSorted()).toEqual(wanted.toSorted());
});

test("a call that the API does not have ends the build", () => {
  const calls = { ...temporalCalls, operatorService: ["deleteEverything"] };
  expect(() => reducedApi(whole, calls)).toThrow(/DeleteEverything/);
});
