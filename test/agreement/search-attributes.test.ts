import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../support/in-process.ts";

/** As Temporal Server 1.22.0 wrote it into cluster_metadata_info, after the attributes had been added. */
const metadata =
  "0a0661637469766510401a2461613439313135372d383531622d343933342d623037362d3265663664663135613464372a420a1a74656d706f72616c5f7669736962696c6974795f76315f64657612240a0b0a074f726465724e6f10020a0b0a074772c3b6c39f6510040a080a04426f726e1006320e3132372e302e302e313a37323333380a400150015801";

function attributesOf(index: string, words: string): unknown {
  const folder = join(projectFolder, "compose", "schema");
  const program = 'include "search-attributes"; $metadata | search_attributes($index)';
  const given = ["--arg", "metadata", words, "--arg", "index", index];
  const { stdout, stderr, error } = spawnSync("jq", ["-n", ...given, "-L", folder, program], { encoding: "utf8" });
  if (error !== undefined) throw error;
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

test("the schema job reads from Temporal's own metadata which attributes an index needs", () => {
  expect(attributesOf("temporal_visibility_v1_dev", metadata)).toEqual({
    OrderNo: { type: "keyword" },
    Größe: { type: "scaled_float", scaling_factor: 10_000 },
    Born: { type: "date_nanos" },
  });
});

test("another index has none of them", () => {
  expect(attributesOf("temporal_visibility_v1_other", metadata)).toEqual({});
});

test("a database without metadata has none", () => {
  expect(attributesOf("temporal_visibility_v1_dev", "")).toEqual({});
});
