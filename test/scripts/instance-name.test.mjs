import { expect, test } from "vitest";
import { instanceNameProblem } from "../../scripts/lib/instance-name.mjs";
import { schemaOfKind } from "../../src/cluster/settings/value-schema.ts";

test.each(["", "a", "ci-7", "a".repeat(30), "-", "a-", "-a", "A", "a_b", "a".repeat(31)])(
  'quickstart judges the instance "%s" like the program',
  (name) => {
    expect(instanceNameProblem(name) === undefined).toBe(schemaOfKind.instance.safeParse(name).success);
  },
);
