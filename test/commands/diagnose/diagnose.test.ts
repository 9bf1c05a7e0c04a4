// cspell:ignore hunter swordfish ronment pässwort proxyswordfish
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { diagnoseWith } from "../../../src/commands/diagnose/diagnose.ts";
import { status } from "../../../src/commands/status/status.ts";
import { TemporalStartError } from "../../../src/errors.ts";
import { systemFiles } from "../../../src/host/files.ts";
import { fakeBackend } from "../../support/fake-backend.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { type FakeContextOptions, fakeContext, inputOf, runOn } from "../../support/fake-context.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { type Unpacked, unpack } from "../../support/unpack.ts";

const diagnose = diagnoseWith([status]);
const time = "2026-11-23T12:00:00.000000000Z";

/** Secrets by the place they come from; none may be found in an archive, in any way of writing. */
const planted = {
  flag: "fl&g'pa$$/#1",
  environment: "env!ronment-pw",
  file: "f1le+pässwort",
  olderContainer: "older hunter2 with blanks",
  otherVariable: "s3cr3t-of-another-tool",
  proxy: "proxyswordfish",
  log: "told-by-a-log",
  jsonLog: "told-by-a-json-log",
  bearer: "abcdef.0123456789",
  health: "printed-by-a-health-check",
  compose: "only in the compose file",
  short: "xq1",
  numeric: "90210",
};

function plantedCluster(): FakeCluster {
  const cluster = FakeCluster.running();
  cluster.inspections.set("temporal-postgres", {
    Config: {
      Env: [
        `POSTGRES_PASSWORD=${planted.olderContainer}`,
        `MY_TOKEN=${planted.otherVariable}`,
        `HTTPS_PROXY=http://me:${planted.proxy}@proxy.example.org:3128`,
        "PATH=/usr/bin",
      ],
      Cmd: ["tool", "--password", planted.olderContainer, `--url=postgres://temporal:${planted.file}@db/x`],
      Labels: { "com.example.apiKey": planted.otherVariable, PIN_PASSWORD: Number(planted.numeric) },
    },
    State: { Health: { Log: [{ Output: `password=${planted.health} refused ${planted.environment}` }] } },
  });
  const told = [
    `connect with ${planted.flag} or ${encodeURIComponent(planted.flag)} or ${JSON.stringify(planted.flag)}`,
    `basic ${Buffer.from(planted.file).toString("base64")} and ${planted.olderContainer}`,
    `password: ${planted.log}`,
    JSON.stringify({ msg: "login", password: planted.jsonLog, nested: JSON.stringify({ pwd: planted.jsonLog }) }),
    `Authorization: Bearer ${planted.bearer}`,
    `the short one is ${planted.short}.`,
    `the numeric one is ${planted.numeric}`,
    "an ordinary line",
  ];
  for (const { name } of cluster.containers.values()) {
    cluster.logLines.set(
      name,
      told.map((text) => ({ time, text })),
    );
  }
  return cluster;
}

async function diagnosed(
  cluster: FakeCluster,
  options: FakeContextOptions = {},
  changes: Partial<ReturnType<typeof fakeContext>> = {},
): Promise<Unpacked & { readonly archive: string }> {
  const currentFolder = await temporaryFolder();
  const context = {
    ...fakeContext(cluster, { files: systemFiles, ...options, place: { currentFolder, ...options.place } }),
    ...changes,
  };
  await runOn(diagnose, context, inputOf({ output: "it.tar.gz" }));
  const archive = join(currentFolder, "it.tar.gz");
  return { archive, ...(await unpack(archive)) };
}

const written = (cluster: FakeCluster): Partial<ReturnType<typeof fakeContext>> => ({
  backend: async () => ({
    ...fakeBackend(cluster),
    configuration: async () =>
      `services:\n  a:\n    environment:\n      POSTGRES_PWD: ${planted.compose}\n      A: ${planted.flag.replaceAll("$", "$$$$")}\n`,
  }),
});

test("the archive has everything, for its owner alone, and `tar` reads it", async () => {
  const cluster = plantedCluster();
  const { archive, names, read } = await diagnosed(cluster, {}, written(cluster));
  expect((await stat(archive)).mode & 0o777).toBe(0o600);
  const containers = ["cli", "elasticsearch", "postgres", "schema", "server", "web"];
  expect(names).toEqual(
    [
      ...["README.txt", "compose.yml", "environment.json", "plan.txt", "settings.json", "status.json", "versions.json"],
      ...containers.flatMap((name) => [`containers/temporal-${name}.json`, `logs/temporal-${name}.log`]),
    ].toSorted(),
  );
  expect(await read("plan.txt")).toMatch(/^Plan for instance default:\n/);
  expect(JSON.parse(await read("status.json"))).toMatchObject({ verdict: "healthy" });
  expect(JSON.parse(await read("versions.json"))).toMatchObject({ "temporal-start": "1.2.3", node: process.version });
  expect(await read("logs/temporal-web.log")).toContain(`${time} an ordinary line\n`);
  const inspected = JSON.parse(await read("containers/temporal-postgres.json")) as { Config: { Env: string[] } };
  expect(inspected.Config.Env).toEqual([
    "POSTGRES_PASSWORD=[removed]",
    "MY_TOKEN=[removed]",
    "HTTPS_PROXY=http://[removed]@proxy.example.org:3128",
    "PATH=/usr/bin",
  ]);
});

test("no secret is in it, wherever it was planted and however it is written", async () => {
  const cluster = plantedCluster();
  const secrets = [planted.flag, planted.environment, planted.file, planted.short, planted.numeric];
  const { everything } = await diagnosed(
    cluster,
    {
      settingsReport: {
        secrets,
        problems: [{ origin: "--set", key: "TEMPORAL_ADDRESS", message: `"${planted.flag}" must be HOST:PORT.` }],
      },
      place: {
        environment: {
          POSTGRES_PASSWORD: planted.environment,
          HTTP_PROXY: `http://me:${planted.proxy}@proxy.example.org`,
          DOCKER_AUTH_TOKEN: planted.otherVariable,
          AWS_SECRET: "not even looked at",
        },
      },
    },
    written(cluster),
  );
  for (const [place, secret] of Object.entries(planted)) {
    const ways = [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      secret.replaceAll("$", "$$$$"),
    ];
    for (const way of [...ways, Buffer.from(secret).toString("base64")]) {
      expect(everything.includes(way), `${place} as ${way}`).toBe(false);
    }
  }
  expect(everything).not.toContain("not even looked at");
  expect(everything).toContain("[removed]");
  expect(everything).toContain("an ordinary line");
});

test("the password that everybody knows does not tear names apart", async () => {
  const cluster = FakeCluster.running();
  cluster.inspections.set("temporal-server", { Config: { Env: ["POSTGRES_PWD=temporal"] } });
  const { read } = await diagnosed(cluster, { settingsReport: { secrets: ["temporal"] } });
  expect(await read("containers/temporal-server.json")).toContain('"/temporal-server"');
  expect(await read("containers/temporal-server.json")).toContain("POSTGRES_PWD=[removed]");
});

test("it is written where neither settings nor engine can be used, and says so in their places", async () => {
  const engineFailure = new TemporalStartError({
    code: "ENGINE_UNREACHABLE",
    category: "engine",
    message: "No engine.",
  });
  const settingsFailure = new TemporalStartError({ code: "SETTINGS_INVALID", category: "settings", message: "Bad." });
  const { names, read } = await diagnosed(
    new FakeCluster(),
    { settingsReport: { values: {}, problems: [{ origin: "temporal.env:3", key: "A", message: "is odd." }] } },
    { engine: () => Promise.reject(engineFailure), settings: () => Promise.reject(settingsFailure) },
  );
  expect(names).toContain("containers.txt");
  expect(await read("containers.txt")).toBe("This could not be read: No engine.\n");
  expect(await read("plan.txt")).toBe("This could not be read: Bad.\n");
  expect(await read("settings.json")).toContain("temporal.env:3: A is odd.");
});

test("a docker command that says nothing is given up, and that is told in its place", async () => {
  const limit = vi.spyOn(AbortSignal, "timeout").mockReturnValue(AbortSignal.abort(new Error("Too late.")));
  const { read } = await diagnosed(FakeCluster.running());
  limit.mockRestore();
  const [docker, compose] = Array<string>(2).fill("This could not be read: Too late.\n");
  expect(JSON.parse(await read("versions.json"))).toMatchObject({ docker, compose });
});
