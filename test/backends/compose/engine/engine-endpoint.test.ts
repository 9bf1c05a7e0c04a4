import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { resolveEngineEndpoint } from "../../../../src/backends/compose/engine/engine-endpoint.ts";
import { failureOf } from "../../../support/expect-failure.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const defaultEndpoint = { address: "unix:///var/run/docker.sock", chosenBy: "default socket" };

/** A home folder with a context `remote`, and the configuration file as given. */
async function homeWith(config?: string): Promise<string> {
  const home = await temporaryFolder();
  const digest = createHash("sha256").update("remote").digest("hex");
  const meta = join(home, ".docker", "contexts", "meta", digest, "meta.json");
  await mkdir(dirname(meta), { recursive: true });
  await writeFile(meta, JSON.stringify({ Name: "remote", Endpoints: { docker: { Host: "tcp://10.0.0.1:2375" } } }));
  if (config !== undefined) await writeFile(join(home, ".docker", "config.json"), config);
  return home;
}

const remote = { address: "tcp://10.0.0.1:2375", chosenBy: "context remote" };
const current = JSON.stringify({ currentContext: "remote" });

test.each([
  [
    "DOCKER_HOST wins over everything",
    current,
    { DOCKER_HOST: "unix:///x.sock", DOCKER_CONTEXT: "remote" },
    { address: "unix:///x.sock", chosenBy: "DOCKER_HOST" },
  ],
  ["an empty DOCKER_HOST counts as none", current, { DOCKER_HOST: "" }, remote],
  ["DOCKER_CONTEXT names a context", undefined, { DOCKER_CONTEXT: "remote" }, remote],
  ["DOCKER_CONTEXT wins over the current context", current, { DOCKER_CONTEXT: "default" }, defaultEndpoint],
  ["the current context is used", current, {}, remote],
  ["nothing configured means the default socket", undefined, {}, defaultEndpoint],
  ["a configuration without a context means the default socket", "{}", {}, defaultEndpoint],
  ["an unreadable configuration means the default socket", "{ not json", {}, defaultEndpoint],
  ["an empty DOCKER_CONTEXT counts as none", undefined, { DOCKER_CONTEXT: "" }, defaultEndpoint],
] as const)("%s", async (_, config, environment, endpoint) => {
  expect(resolveEngineEndpoint(environment, await homeWith(config), "linux")).toEqual(endpoint);
});

test.each([
  ["DOCKER_CONTEXT", undefined, { DOCKER_CONTEXT: "gone" }],
  ["the configuration", JSON.stringify({ currentContext: "gone" }), {}],
])("an unknown context in %s is refused, as docker does", async (_, config, environment) => {
  const home = await homeWith(config);
  const { facts } = await failureOf(() => resolveEngineEndpoint(environment, home));
  expect(facts).toMatchObject({
    code: "ENGINE_UNKNOWN",
    category: "engine",
    message: 'The docker context "gone" does not exist or names no engine.',
  });
});

test("the default on Windows is a named pipe", async () => {
  expect(resolveEngineEndpoint({}, await homeWith(), "win32")).toEqual({
    address: "npipe:////./pipe/docker_engine",
    chosenBy: "default socket",
  });
});

test("DOCKER_CONFIG moves the folder of contexts", async () => {
  const home = await homeWith(current);
  const environment = { DOCKER_CONFIG: join(home, ".docker") };
  expect(resolveEngineEndpoint(environment, await temporaryFolder())).toEqual(remote);
});
