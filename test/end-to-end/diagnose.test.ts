import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { useOwnCluster } from "./support/cluster.ts";
import { output, run } from "./support/program.ts";
import { awkwardFolder } from "./support/project-copy.ts";

/** Secrets by the place they are put; each has a word that can be searched for whatever stands around it. */
const planted = {
  settings: "planted-PW@1$x/'",
  variable: "plantedApiKey2",
  proxy: "plantedProxy3",
  login: "plantedLogin4aaaaaaa",
  statement: "plantedStatement5",
  url: "plantedUrl6",
  query: "plantedQuery7",
} as const;

const environment = {
  POSTGRES_PASSWORD: planted.settings,
  TEMPORAL_API_KEY: planted.variable,
  HTTPS_PROXY: `http://me:${planted.proxy}@127.0.0.1:9`,
  DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { "registry.example.org": { auth: planted.login } } }),
};

describe("diagnose", async () => {
  const cluster = await useOwnCluster("diagnose");
  const folder = awkwardFolder("diagnose");
  const unpacked = join(folder, "unpacked");
  const archive = join(folder, "it.tar.gz");

  /** A statement that fails is logged with all that is in it. */
  const logStatement = (statement: string) =>
    run("docker", ["exec", cluster.named("temporal-postgres"), "psql", "-U", "temporal", "-c", statement]);

  beforeAll(async () => {
    const started = await cluster.launch(["start"], { env: environment }).ended;
    expect(started, started.stderr).toMatchObject({ exitCode: 0 });
    await logStatement(`ALTER ROLE nobody_here WITH PASSWORD '${planted.statement}'`);
    await logStatement(`SELECT 'postgres://me:${planted.url}@h/db', '${planted.variable}' FROM nowhere_to_be_found`);
    await fetch(`http://127.0.0.1:${String(cluster.port("temporal-web"))}/?token=${planted.query}`);
    const ended = await cluster.launch(["diagnose", "--output", archive], { env: environment }).ended;
    expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
    mkdirSync(unpacked);
    await output("tar", ["-xzf", archive, "-C", unpacked]);
  });

  const read = (name: string): string => readFileSync(join(unpacked, name), "utf8");

  it("sees the plan, the health, the compose file and the logs of a real cluster", () => {
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    expect(read("plan.txt")).toMatch(/^ {2}keep +\S+-server +running/m);
    expect(JSON.parse(read("status.json"))).toMatchObject({ verdict: "healthy" });
    expect(read("compose.yml")).toMatch(/^services:$/m);
    const log = read(`logs/${cluster.named("temporal-postgres")}.log`);
    expect(log).toContain("ALTER ROLE nobody_here WITH PASSWORD '[removed]'");
    expect(log).toContain("SELECT 'postgres://[removed]@h/db', '[removed]' FROM nowhere_to_be_found");
    expect(read(`logs/${cluster.named("temporal-web")}.log`)).toContain("/?token=[removed]");
  });

  it("writes no secret, wherever it was planted", () => {
    const files = readdirSync(unpacked, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(15);
    const leaks = files.flatMap(({ parentPath, name }) =>
      readFileSync(join(parentPath, name), "utf8")
        .split("\n")
        .filter((line) => /planted/i.test(line) || line.includes(Buffer.from(planted.settings).toString("base64")))
        .map((line) => `${name}: ${line}`),
    );
    expect(leaks).toEqual([]);
  });
});
