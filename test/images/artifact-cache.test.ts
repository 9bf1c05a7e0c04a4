import { access, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createArtifactCache } from "../../src/runtime/image-build/artifact-cache.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "artifact-cache-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("an artifact that was made is there under its key", async () => {
  const cache = createArtifactCache(root);
  await cache.fill("key", (folder) => writeFile(join(folder, "made"), "content"));
  expect(await cache.has("key")).toBe(true);
  expect(await readFile(join(cache.folder("key"), "made"), "utf8")).toBe("content");
});

test("an artifact that failed leaves nothing", async () => {
  const cache = createArtifactCache(root);
  const failing = cache.fill("key", () => Promise.reject(new Error("no network")));
  await expect(failing).rejects.toThrow("no network");
  expect(await cache.has("key")).toBe(false);
  expect(await readdir(join(root, "work"))).toEqual([]);
});

test("work of a killed build goes, work of a running one stays", async () => {
  const cache = createArtifactCache(root);
  await cache.withWorkFolder(async (running) => {
    await cache.withWorkFolder(async (killed) => {
      await utimes(killed, 1, 1);
      await cache.removeAbandonedWork(1_000_000);
      await expect(access(killed)).rejects.toThrow("ENOENT");
      await access(running);
    });
  });
});
