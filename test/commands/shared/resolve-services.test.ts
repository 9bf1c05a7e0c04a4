import { expect, test } from "vitest";
import { resolveServices } from "../../../src/commands/shared/resolve-services.ts";
import { testTopology } from "../../support/settings.ts";

const { units } = testTopology();

test.each([
  ["service names", "", ["temporal-server", "temporal-web"], ["temporal-server", "temporal-web"]],
  ["the last part of a name", "", ["server"], ["temporal-server"]],
  ["container names of the instance", "blue", ["temporal-blue-web"], ["temporal-web"]],
  ["service names in another instance", "blue", ["temporal-web", "web"], ["temporal-web"]],
  ["one service by several names, once", "", ["web", "temporal-web"], ["temporal-web"]],
  ["nothing", "", [], []],
] as const)("%s are understood", (_, instance, names, found) => {
  expect(resolveServices(names, { instance }, units)).toEqual(found);
});

test.each(["", "temporal", "temporal-", "postgres-data", "temporal-blue-web", "Temporal-Web"])(
  "%j is no service of the default instance",
  (name) => {
    expect(() => resolveServices([name], { instance: "" }, units)).toThrow(`Unknown service: ${name}.`);
  },
);
