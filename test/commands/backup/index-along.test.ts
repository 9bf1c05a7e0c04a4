import { expect, test } from "vitest";
import { indexHasMore } from "../../../src/commands/backup/index-along.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext } from "../../support/fake-context.ts";

const key = "history.visibilityProcessorEnableCloseWorkflowCleanup";

test.each([
  [`${key}:\n  - value: true\n`, true],
  [`frontend.rps:\n  - value: 1\n${key.toLowerCase()}:\n  - value: true\n`, true],
  [`"${key}": [{ value: true }]\n`, true],
  [`# ${key}:\n#  - value: true\n`, false],
  ["frontend.rps:\n  - value: 1\n", false],
  [undefined, false],
])("the index has what the database does not where the server is told so: %j", async (text, expected) => {
  const context = { ...fakeContext(FakeCluster.running()), readConfig: async () => text };
  expect(await indexHasMore(context)).toBe(expected);
});
