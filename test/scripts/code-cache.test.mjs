import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pretendCluster, pretendCompose } from "../../scripts/lib/pretended-cluster.mjs";

const project = join(import.meta.dirname, "../..");
const loader = join(project, "bin", "code-cache.js");
let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "temporal-start-code cache-"));
  writeFileSync(join(folder, "main.cjs"), 'process.stdout.write(require("./part.cjs").word)');
  writeFileSync(join(folder, "part.cjs"), 'exports.word = "said";');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const program = join(project, "bin", "temporal-start.js");
const node = (...args) => execFileSync(process.execPath, args, { encoding: "utf8" });
const builder = join(project, "scripts", "build-code-cache.mjs");
const build = () => node(builder, folder);
const script = `
  const [loader, folder] = process.argv.slice(1);
  const refused = [];
  const { chunkLoader, compileChunk } = require(loader);
  chunkLoader(folder, (file) => {
    const script = compileChunk(file);
    refused.push(script.cachedDataRejected);
    return script;
  })("main.cjs");
  process.stdout.write(" " + refused.join());`;
const load = () => node("-e", script, loader, folder);

test("every chunk is loaded from what the build compiled", () => {
  build();
  expect(existsSync(join(folder, "part.cjs.cache"))).toBe(true);
  expect(load()).toBe("said false,false");
});

test("a chunk that cannot be loaded ends the build", () => {
  writeFileSync(join(folder, "part.cjs"), 'throw new Error("broken");');
  expect(() => execFileSync(process.execPath, [builder, folder], { stdio: "pipe" })).toThrow("broken");
});

test("chunks are kept also where no cluster can be pretended", () => {
  const long = join(folder, "x".repeat(120));
  mkdirSync(long);
  execFileSync(process.execPath, [builder, folder], { env: { ...process.env, TMPDIR: long } });
  expect(load()).toBe("said false,false");
});

test("a chunk that fails does so each time it is asked for", () => {
  writeFileSync(join(folder, "part.cjs"), 'exports.word = "half"; throw new Error("broken");');
  const twice = `
    const load = require(process.argv[1]).chunkLoader(process.argv[2]);
    for (const _ of [1, 2]) try { load("part.cjs"); } catch ({ message }) { process.stdout.write(message + " "); }`;
  expect(node("-e", twice, loader, folder)).toBe("broken broken ");
});

test("without a cache the chunks are compiled", () => {
  expect(load()).toBe("said ,");
});

test("a cache that this Node cannot use is no failure", () => {
  build();
  writeFileSync(join(folder, "part.cjs.cache"), "of another version");
  expect(load()).toBe("said false,true");
});

test("the cluster that a build pretends takes status and restart through all its answers", async () => {
  const path = [pretendCompose(join(folder, "bin")), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path, CI: "true", HOME: folder, ...(await pretendCluster(folder)) };
  const run = async (...words) => {
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...words, "--json"], { cwd: folder, env });
    return JSON.parse(stdout).data;
  };
  expect((await run("status")).verdict).toBe("healthy");
  expect((await run("restart", "temporal-web")).services).toEqual(["temporal-web"]);
});
