import { access, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createArtifactCache } from "../../../src/images/build/artifact-cache.ts";

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

test("two builds at once that make the same artifact both succeed", async () => {
  const cache = createArtifactCache(root);
  const fill = (key: string) => cache.fill(key, (folder) => writeFile(join(folder, "made"), "content"));
  const keys = Array.from({ length: 20 }, (_, index) => `key-${String(index)}`);
  await Promise.all(keys.flatMap((key) => [fill(key), fill(key), fill(key)]));
  expect(await readdir(join(root, "artifacts"))).toHaveLength(keys.length);
  expect(await readdir(join(root, "work"))).toEqual([]);
});

test("two builds at once may remove the same abandoned work", async () => {
  const cache = createArtifactCache(root);
  for (let index = 0; index < 50; index += 1) {
    const folder = join(root, "work", `step-${String(index)}`);
    await mkdir(folder, { recursive: true });
    await utimes(folder, 1, 1);
  }
  await Promise.all([1, 2, 3].map(() => cache.removeAbandonedWork(1_000_000)));
  expect(await readdir(join(root, "work"))).toEqual([]);
});
