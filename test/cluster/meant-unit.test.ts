// cspell:ignore sever elasticserch tempral postgre
import { expect, test } from "vitest";
import { meantUnit } from "../../src/cluster/meant-unit.ts";
import { services } from "../../src/cluster/services/index.ts";

const units = services.map(({ name }) => name);

test.each([
  ["temporal-sever", "temporal-server"],
  ["temporal_server", "temporal-server"],
  ["tempral-server", "temporal-server"],
  ["server", "temporal-server"],
  ["temporal-elasticserch", "temporal-elasticsearch"],
  ["temporal-postgre", "temporal-postgres"],
])("%s was probably %s", (written, meant) => {
  expect(meantUnit(written, units)).toBe(meant);
});

test.each(["temporal-worker", "temporal-server", "worker", "my-app", "temporal-codec", "temporal-", ""])(
  "%j is a service of its own, or one of the cluster",
  (written) => {
    expect(meantUnit(written, units)).toBeUndefined();
  },
);
