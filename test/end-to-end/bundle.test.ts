import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { clusterOf, unwell } from "./support/cluster.ts";
import { makeOwnEngine, noOwnEngine, type OwnEngine } from "./support/own-engine.ts";
import { output } from "./support/program.ts";

const reason = noOwnEngine();
if (reason !== null) process.stderr.write(`No bundle is loaded into another engine: ${reason}.\n`);

/** In memory; so much of it as is written. */
const roomForImages = 5_000_000_000;

describe.skipIf(reason !== null)("A bundle", () => {
  const { folder, name } = inject("clusterRun");
  const file = join(folder, "one.bundle.tar");
  let engine: OwnEngine;

  beforeAll(async () => {
    const { exitCode, stderr } = await clusterOf(name).run("bundle", "save", file);
    expect(exitCode, stderr).toBe(0);
    engine = await makeOwnEngine(roomForImages);
    await engine.start();
    const all = (await engine.docker("image", "ls", "--quiet")).split("\n").filter(Boolean);
    await engine.docker("image", "rm", "--force", ...new Set(all));
  });

  afterAll(async () => {
    await engine.remove();
  });

  it("that is damaged is refused before an image is loaded", async () => {
    const there = clusterOf(name, engine.place);
    const damaged = join(folder, "damaged.bundle.tar");
    const bytes = readFileSync(file);
    const place = Math.floor(bytes.length / 2);
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    writeFileSync(damaged, bytes);
    expect((await there.json("bundle", "load", damaged)).error?.code).toBe("BUNDLE_DAMAGED");
    writeFileSync(damaged, bytes.subarray(0, place));
    expect((await there.json("bundle", "load", damaged)).error?.code).toBe("BUNDLE_DAMAGED");
    expect(await engine.docker("image", "ls", "--quiet")).toBe("");
    expect((await there.json("bundle", "save", join(folder, "none.bundle.tar"))).error?.code).toBe("IMAGES_MISSING");
  });

  it("starts a cluster on an engine that had no image, from the program in it", async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const loaded = await clusterOf(name, engine.place).json<{ images: readonly string[] }>("bundle", "load", file);
    expect(loaded.error).toBe(null);
    expect(loaded.data.images.length).toBeGreaterThanOrEqual(5);
    const prefix = join(folder, "offline");
    await output("tar", ["-xf", file, "-C", folder, "program.tgz"]);
    await output("npm", ["install", "--global", "--offline", "--prefix", prefix, join(folder, "program.tgz")]);
    const program = join(prefix, "lib", "node_modules", "temporal-start", "bin", "temporal-start.js");
    const run = (...args: readonly string[]): Promise<string> =>
      output(process.execPath, [program, "--instance", `${name}-offline`, ...args], engine.place);
    await run("start");
    const { data } = JSON.parse(await run("status", "--json")) as { data: Parameters<typeof unwell>[0] };
    expect(unwell(data)).toEqual([]);
  });
});
