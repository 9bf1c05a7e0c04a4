import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settingsShape } from "../../src/cluster/services/index.ts";
import { projectFolder } from "../support/in-process.ts";

test("the action gives its start each setting that does not count from the environment", () => {
  const [, patterns = ""] =
    /^ *(\S+=\*(?: \| \S+=\*)*)\) own\+=/m.exec(readFileSync(join(projectFolder, "action.yml"), "utf8")) ?? [];
  const shared = Object.entries(settingsShape).filter(([, setting]) => "sharedWith" in setting);
  expect(patterns.split(" | ").sort()).toEqual(shared.map(([key]) => `${key}=*`).sort());
});
