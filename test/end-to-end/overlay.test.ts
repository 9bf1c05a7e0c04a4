import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { useOwnCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { type Ended, type Running } from "./support/program.ts";

const cluster = await useOwnCluster("overlay");
const folder = mkdtempSync(join(inject("clusterRun").folder, "overlay-"));
const overlay = join(folder, "compose.override.yml");
writeFileSync(
  join(folder, "temporal.env"),
  [
    "TEMPORAL_NAMESPACES=orders=30d",
    "TEMPORAL_SEARCH_ATTRIBUTES=CustomerId=Keyword",
    "TEMPORAL_SAMPLE_ATTRIBUTES=true",
    "",
  ].join("\n"),
);

const launch = (...args: readonly string[]): Running => cluster.launch(args, { cwd: folder });
const start = async (): Promise<Ended> => {
  const ended = await launch("start").ended;
  if (ended.exitCode !== 0) throw new Error(ended.stderr);
  return ended;
};
const idOf = async (service: string): Promise<string> =>
  (await docker("inspect", "--format", "{{.Id}}", cluster.named(service))).trim();
const environmentOf = (service: string): Promise<string> =>
  docker("inspect", "--format", "{{json .Config.Env}}", cluster.named(service));

function write(endpoint: string): void {
  const lines = ["services:", "  temporal-web:", "    environment:", `      TEMPORAL_CODEC_ENDPOINT: ${endpoint}`, ""];
  writeFileSync(overlay, lines.join("\n"));
}

it("A start lays the overlay beside the settings over the cluster, and keeps it with the next start", async () => {
  write("http://codec:1");
  expect((await start()).stderr).toContain(`The overlay ${overlay} changes temporal-web.`);
  expect(await environmentOf("temporal-web")).toContain("TEMPORAL_CODEC_ENDPOINT=http://codec:1");
  const web = await idOf("temporal-web");
  await start();
  expect(await idOf("temporal-web")).toBe(web);
});

it("What is declared beside it is in the server, and a second start has nothing to do for it", async () => {
  const namespaces = await cluster.run("namespace", "list");
  expect(namespaces.stdout).toMatch(/^orders +registered +30d/m);
  const attributes = await cluster.run("search-attribute", "list");
  expect(attributes.stdout).toMatch(/^CustomerId +Keyword/m);
  expect(attributes.stdout).toMatch(/^CustomKeywordField +Keyword/m);
  expect((await start()).stderr).not.toMatch(/was created|was added/);
});

it("An overlay that is edited replaces the service that it changes, and no other", async () => {
  const [web, server] = [await idOf("temporal-web"), await idOf("temporal-server")];
  write("http://codec:2");
  const planned = await launch("start", "--dry-run").ended;
  expect(planned.stdout).toContain(`The overlay ${overlay} changes temporal-web.`);
  expect(planned.stdout).toMatch(/recreate +temporal-\S+-web /);
  await start();
  expect(await environmentOf("temporal-web")).toContain("TEMPORAL_CODEC_ENDPOINT=http://codec:2");
  expect(await idOf("temporal-web")).not.toBe(web);
  expect(await idOf("temporal-server")).toBe(server);
  expect((await launch("config", "show").ended).stdout).toContain(`The overlay ${overlay} changes temporal-web.`);
});

it("An overlay that is broken ends a start before anything is changed", async () => {
  const web = await idOf("temporal-web");
  writeFileSync(overlay, "services: [");
  const { exitCode, stderr } = await launch("start").ended;
  expect(exitCode).toBe(6);
  expect(stderr).toContain(`with ${overlay} laid over it`);
  expect(await idOf("temporal-web")).toBe(web);
});

it("Without it the service is again as it was", async () => {
  rmSync(overlay);
  await start();
  expect(await environmentOf("temporal-web")).not.toContain("TEMPORAL_CODEC_ENDPOINT");
});

it("The server is reached as temporal in the cluster's network", async () => {
  const answer = await docker(
    ...[
      "exec",
      cluster.named("temporal-cli"),
      "temporal",
      "operator",
      "cluster",
      "health",
      "--address",
      "temporal:7233",
    ],
  );
  expect(answer).toContain("SERVING");
});

it("A variable of the shell for another cluster decides nothing, and that is told", async () => {
  const env = { TEMPORAL_ADDRESS: "prod-temporal:7233", TEMPORAL_NAMESPACE: "prod", POSTGRES_DB: "prod" };
  const server = await idOf("temporal-server");
  const started = await cluster.launch(["start"], { cwd: folder, env }).ended;
  expect(started.exitCode).toBe(0);
  expect(started.stderr).toContain('TEMPORAL_ADDRESS="prod-temporal:7233" of the environment is not used');
  expect(await idOf("temporal-server")).toBe(server);
  const listed = await cluster.launch(["cli", "operator", "namespace", "list"], { cwd: folder, env }).ended;
  expect(listed.exitCode).toBe(0);
  expect(listed.stdout).toContain("orders");
});
