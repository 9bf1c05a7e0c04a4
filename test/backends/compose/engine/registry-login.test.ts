import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import {
  createFindLogin,
  type RegistryLogin,
  registryOf,
} from "../../../../src/backends/compose/engine/registry-login.ts";
import { createProcessRunner } from "../../../../src/host/process.ts";
import type { ProcessRunner, RunResult } from "../../../../src/interfaces/processes.ts";
import { installProgram } from "../../../support/program-file.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const registry = "registry.example:5000";
const auth = Buffer.from("somebody:a:b").toString("base64");
const somebody = { username: "somebody", password: "a:b", serveraddress: registry };

async function find(config: unknown, answer?: Partial<RunResult>): Promise<RegistryLogin | undefined> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "config.json"), typeof config === "string" ? config : JSON.stringify(config));
  const run = vi.fn(async () => ({ exitCode: 0, stdout: "", stderr: "", ...answer }));
  const unasked = (): never => {
    throw new Error("Nobody asked for it.");
  };
  return createFindLogin(folder, { run, pipe: unasked, launch: unasked, inherit: unasked })(registry);
}

const own = "https://index.hub.example/v1/";

test.each([
  ["temporalio/server:1.22.0", own],
  ["postgres:15", own],
  ["hub.example/library/postgres:15", own],
  ["index.hub.example/temporalio/server:1.22.0", own],
  ["elsewhere.hub.example/image", "elsewhere.hub.example"],
  ["b.example/image", "b.example"],
  ["localhost/image", "localhost"],
  ["127.0.0.1:5000/image:1", "127.0.0.1:5000"],
  ["registry.example/group/image@sha256:0", "registry.example"],
])("the registry of %s is %s", (reference, found) => {
  expect(registryOf(reference, own)).toBe(found);
});

test("the login of the engine's own registry is not for the owner of a part of its name", () => {
  expect(registryOf("hub.example/image", "https://mirror.hub.example/v1/")).toBe("hub.example");
});

describe("a login", () => {
  test.each<readonly [string, unknown, RegistryLogin | undefined]>([
    ["is read from the file", { auths: { [registry]: { auth } } }, somebody],
    [
      "is found by an address as earlier versions wrote it",
      { auths: { [`https://${registry}/v1/`]: { auth } } },
      somebody,
    ],
    [
      "may be a token",
      { auths: { [registry]: { auth, identitytoken: "t" } } },
      { identitytoken: "t", serveraddress: registry },
    ],
    ["of another registry is not used", { auths: { "other.example": { auth } } }, undefined],
    ["without a name is none", { auths: { [registry]: {} } }, undefined],
    ["is nobody's when nobody logged in", {}, undefined],
    ["is nobody's when the file is broken", "{", undefined],
  ])("%s", async (_, config, login) => {
    expect(await find(config)).toEqual(login);
  });

  test.each<readonly [string, Partial<RunResult>, RegistryLogin | undefined]>([
    ["is what the helper says", { stdout: '{"Username":"somebody","Secret":"a:b"}' }, somebody],
    [
      "may be a token of the helper",
      { stdout: '{"Username":"<token>","Secret":"t"}' },
      { identitytoken: "t", serveraddress: registry },
    ],
    ["is nobody's when the helper knows none", { exitCode: 1, stdout: "credentials not found" }, undefined],
    ["is nobody's when the helper talks nonsense", { stdout: "nonsense" }, undefined],
  ])("%s", async (_, answer, login) => {
    expect(await find({ credsStore: "pass", auths: { [registry]: { auth } } }, answer)).toEqual(login);
  });

  test("is nobody's when the helper is not installed", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "config.json"), JSON.stringify({ credsStore: "not-installed" }));
    expect(await createFindLogin(folder, createProcessRunner())(registry)).toBeUndefined();
  });

  test("comes from the helper of that registry before the one for all, which reads the registry's name", async () => {
    const folder = await temporaryFolder();
    const source = `process.stdin.on("data", (name) => process.stdout.write(JSON.stringify({ Username: String(name), Secret: process.argv[2] })));`;
    vi.stubEnv("PATH", await installProgram(folder, "docker-credential-special", source));
    await writeFile(
      join(folder, "config.json"),
      JSON.stringify({ credsStore: "not-installed", credHelpers: { [registry]: "special" } }),
    );
    const processes: ProcessRunner = createProcessRunner();
    expect(await createFindLogin(folder, processes)(registry)).toEqual({
      username: registry,
      password: "get",
      serveraddress: registry,
    });
    vi.unstubAllEnvs();
  });
});
