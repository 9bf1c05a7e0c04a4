import { expect, test } from "vitest";
import { isRoleMissing } from "../../src/observe/missing-role.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { fakeEngine } from "../support/fake-runtime.ts";

const refused = 'FATAL:  password authentication failed for user "temporal"';
const rule = '\tConnection matched pg_hba.conf line 100: "host all all all scram-sha-256"';

test.each([
  ["a role that is not there", [refused, 'DETAIL:  Role "temporal" does not exist.', rule], true],
  ["a wrong password", [refused, `DETAIL:${rule}`, "LOG:  checkpoint starting: time"], false],
  [
    "a wrong password, after a role that was not there",
    [refused, 'DETAIL:  Role "temporal" does not exist.', rule, refused, `DETAIL:${rule}`],
    false,
  ],
  ["another role that is not there", [refused, 'DETAIL:  Role "postgres" does not exist.'], false],
  ["a refusal of which the log does not tell", ["LOG:  checkpoint starting: time"], false],
])("the log of PostgreSQL tells %s", async (_, texts, isMissing) => {
  const cluster = FakeCluster.running();
  const lines = texts.map((text) => ({ time: new Date(cluster.clock.now()).toISOString(), text }));
  cluster.logLines.set("temporal-postgres", lines);
  const id = cluster.container("temporal-postgres")?.id ?? "";
  const asked = isRoleMissing({ engine: fakeEngine(cluster), clock: cluster.clock }, id, "temporal");
  expect(await asked).toBe(isMissing);
});
