import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { findOverlay } from "../../src/host/find-overlay.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

const find = (named: string, file: string | undefined = join(folder, "temporal.env")) =>
  findOverlay(named, { file, currentFolder: "/nowhere" });

test.each(["compose.override.yml", "compose.override.yaml"])("%s beside the settings file is one", async (name) => {
  await writeFile(join(folder, name), "");
  expect(find("")).toEqual({ path: join(folder, name) });
});

test("a named one counts instead, from the folder of the settings file", async () => {
  await writeFile(join(folder, "compose.override.yml"), "");
  await writeFile(join(folder, "mine.yml"), "");
  expect(find("mine.yml")).toEqual({ path: join(folder, "mine.yml") });
  expect(find(join(folder, "mine.yml"))).toEqual({ path: join(folder, "mine.yml") });
});

test("there is none without a file of the name, nor without settings beside which it could be", async () => {
  await mkdir(join(folder, "compose.override.yml"));
  expect(find("")).toEqual({});
  expect(findOverlay("", { file: undefined, currentFolder: folder })).toEqual({});
});

test("a named one that is not there is told with its path", () => {
  expect(find("mine.yml")).toEqual({ missing: join(folder, "mine.yml") });
});
