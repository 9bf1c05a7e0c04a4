import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { useOwnCluster } from "./support/cluster.ts";
import { inspect } from "./support/docker.ts";
import { type Ended, output, projectFolder, run } from "./support/program.ts";
import { awkwardFolder, writeSettings } from "./support/project-copy.ts";

const isWindows = process.platform === "win32";
const npm = isWindows ? "npm.cmd" : "npm";
const password = "p$w0rd#1%&é";

interface PackedPackage {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

describe("The package, packed and installed into a folder of its own", async () => {
  const cluster = await useOwnCluster("packed");
  let packed: PackedPackage;
  let folder: string;
  let binary: string;

  const program = (...args: string[]): Promise<Ended> => run(binary, args, { cwd: join(folder, "a project") });

  beforeAll(async () => {
    folder = awkwardFolder("installed");
    mkdirSync(join(folder, "a project"));
    const packing = await output(npm, ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
      cwd: projectFolder,
    });
    [packed] = JSON.parse(packing) as [PackedPackage];
    const prefix = join(folder, "prefix");
    await output(npm, [
      ...["install", "--global", "--prefix", prefix, "--prefer-offline", "--no-audit", "--no-fund"],
      join(folder, packed.filename),
    ]);
    binary = isWindows ? join(prefix, "temporal-start.cmd") : join(prefix, "bin", "temporal-start");
    writeSettings(join(folder, "a project", "temporal.env"), {
      TEMPORAL_INSTANCE: cluster.instance,
      POSTGRES_DB: "workflows_of_mine",
      POSTGRES_USER: "someone",
      POSTGRES_PASSWORD: password,
      TEMPORAL_NAMESPACE: "my-namespace",
    });
  });

  it("holds what the program needs at run time, and no tests", () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        "bin/temporal-start.js",
        "dist/main.cjs",
        "dist/THIRD-PARTY-LICENSES.txt",
        "compose/compose.yml",
        "compose/schema/setup.sh",
        "compose/server/base.yaml",
        "temporal-config/development-sql.yaml",
        "temporal.env",
      ]),
    );
    expect(paths.filter((path) => /^(?:src|test|bench)\//.test(path))).toEqual([]);
  });

  it("brings no package beside itself", () => {
    const installed = join(folder, "prefix", ...(isWindows ? [] : ["lib"]), "node_modules");
    expect(readdirSync(installed)).toEqual(["temporal-start"]);
    expect(existsSync(join(installed, "temporal-start", "node_modules"))).toBe(false);
  });

  it("starts a cluster with the settings of the folder it is called in", async () => {
    const started = await program("start");
    expect(started, started.stderr).toMatchObject({ exitCode: 0 });
    expect(started.stdout).toContain("my-namespace");
    const status = await program("status");
    expect(status).toMatchObject({ exitCode: 0 });
    expect(status.stdout).toContain("is healthy");
  });

  it("carries a password with $, #, %, & and é to PostgreSQL, the schema and the server unchanged", async () => {
    const read = async (service: string, variable: string): Promise<string | undefined> =>
      (await inspect(cluster.named(service))).Config.Env.find((entry) => entry.startsWith(`${variable}=`));
    expect(await read("temporal-postgres", "POSTGRES_PASSWORD")).toBe(`POSTGRES_PASSWORD=${password}`);
    expect(await read("temporal-server", "POSTGRES_PWD")).toBe(`POSTGRES_PWD=${password}`);
    expect(await read("temporal-server", "DBNAME")).toBe("DBNAME=workflows_of_mine");
  });

  it("stops the cluster", async () => {
    expect((await program("stop")).exitCode).toBe(0);
    expect((await program("status")).exitCode).toBe(3);
  });
});
