import { chmod, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { settingsShape } from "../../../src/cluster/services/index.ts";
import { config } from "../../../src/commands/config/config.ts";
import { TemporalStartError } from "../../../src/errors.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, runOn } from "../../support/fake-context.ts";
import { projectFolder, runInProcess } from "../../support/in-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

interface Shown {
  readonly data: {
    readonly file: string;
    readonly settings: readonly { name: string; value: string | number; origin: string; secret: boolean }[];
  };
}

const folderWith = async (text: string): Promise<string> => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "temporal.env"), text);
  return folder;
};

describe("config show", () => {
  test("tells the origin of every value, and hides secrets wherever they come from", async () => {
    const currentFolder = await folderWith("# mine\nTEMPORAL_WEB_PORT=8090\nPOSTGRES_PASSWORD=hunter2\n");
    const environment = { TEMPORAL_LOG_LEVEL: "warn", POSTGRES_PASSWORD: "swordfish" };
    const argv = ["config", "show", "--set", "POSTGRES_PORT=5555"];
    const { stdout } = await runInProcess([...argv, "--json"], { currentFolder, environment });
    const { file, settings } = (JSON.parse(stdout) as Shown).data;
    expect(file).toBe(join(currentFolder, "temporal.env"));
    expect(settings.map(({ name }) => name)).toEqual(Object.keys(settingsShape));
    const of = (name: string) => settings.find((setting) => setting.name === name);
    expect(of("TEMPORAL_WEB_PORT")).toMatchObject({ value: 8090, origin: "temporal.env:2", secret: false });
    expect(of("TEMPORAL_LOG_LEVEL")).toMatchObject({ value: "warn", origin: "environment" });
    expect(of("POSTGRES_PORT")).toMatchObject({ value: 5555, origin: "--set" });
    expect(of("TEMPORAL_NAMESPACE")).toMatchObject({ value: "default", origin: "default" });
    expect(of("POSTGRES_PASSWORD")).toEqual({
      name: "POSTGRES_PASSWORD",
      value: "••••",
      origin: "environment",
      secret: true,
      ignored: [],
    });
    const text = await runInProcess(argv, { currentFolder, environment });
    expect(text.stdout).toMatch(/^POSTGRES_PORT +5555 +--set$/m);
    expect(stdout + text.stdout).not.toMatch(/hunter2|swordfish/);
  });
});

describe("config show, where a server runs,", () => {
  const shown = async (cluster: FakeCluster) => {
    const show = config.subcommands?.find(({ name }) => name === "show");
    if (show === undefined) throw new Error("No config show.");
    const { data, text } = await runOn(show, fakeContext(cluster));
    return { remarks: (data as { remarks: readonly string[] }).remarks, text };
  };

  test("tells the number of history shards that the data has", async () => {
    const { remarks, text } = await shown(FakeCluster.running({ TEMPORAL_HISTORY_SHARDS: "512" }));
    expect(remarks).toEqual([expect.stringMatching(/^TEMPORAL_HISTORY_SHARDS is 512, and the data has 64: /)]);
    expect(text).toContain(remarks[0]);
  });

  test.each([
    ["has what the settings say", () => FakeCluster.running()],
    ["is not there", () => new FakeCluster({ TEMPORAL_HISTORY_SHARDS: "512" })],
  ])("says nothing of it where that %s", async (_, make) => {
    expect((await shown(make())).remarks).toEqual([]);
  });

  test("shows the settings also where no engine answers", async () => {
    const cluster = FakeCluster.running();
    const failing = { ...fakeContext(cluster), temporal: () => Promise.reject(new TemporalStartError(unreachable)) };
    const show = config.subcommands?.find(({ name }) => name === "show");
    expect(show && (await runOn(show, failing)).exitCode).toBe(0);
  });
});

const unreachable = { code: "ENGINE_UNREACHABLE", category: "engine", message: "No engine." } as const;

describe("config validate", () => {
  test("says that everything is usable, and which file was read", async () => {
    const currentFolder = await folderWith("TEMPORAL_WEB_PORT=8090\n");
    const { exitCode, stdout } = await runInProcess(["config", "validate"], { currentFolder });
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      `All ${String(Object.keys(settingsShape).length)} settings are usable; file ${join(currentFolder, "temporal.env")}.\n`,
    );
  });

  test("reports all problems of all sources, in the order of the lines", async () => {
    const currentFolder = await folderWith(
      [
        "ELASTICSEARCH_HEAP=900m",
        "POSTGRES_PASSWORD=pa$$word",
        "TEMPORAL_WEB_PORT=seven",
        "NO_SUCH=1",
        "just words",
        "TEMPORAL_WEB_PORT=8090",
        "TEMPORAL_SERVER_PORT=9200",
      ].join("\n"),
    );
    const environment = { TEMPORAL_LOG_LEVEL: "loud" };
    const argv = ["config", "validate", "--set", "POSTGRES_CPUS=all"];
    const { exitCode, stderr } = await runInProcess(argv, { currentFolder, environment });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Error: 9 settings are not usable; nothing was changed.\n");
    expect(stderr.match(/^ {2}\S+: [A-Z_]*/gm)?.map((line) => line.trim())).toEqual([
      "temporal.env:1: ELASTICSEARCH_HEAP",
      "temporal.env:2: POSTGRES_PASSWORD",
      "temporal.env:3: TEMPORAL_WEB_PORT",
      "temporal.env:4: NO_SUCH",
      "temporal.env:5:",
      "temporal.env:6: TEMPORAL_WEB_PORT",
      "temporal.env:7: TEMPORAL_SERVER_PORT",
      "environment: TEMPORAL_LOG_LEVEL",
      "--set: POSTGRES_CPUS",
    ]);
    expect(stderr).not.toContain("pa$$word");
  });
});

describe("config path", () => {
  test.each([
    ["the file in the current folder", ["config", "path"], "TEMPORAL_WEB_PORT=8090", "temporal.env"],
    ["the file that a flag names", ["config", "path", "--settings", "other.env"], "", "other.env"],
  ])("prints %s", async (_, argv, text, name) => {
    const currentFolder = await folderWith(text);
    await writeFile(join(currentFolder, "other.env"), "");
    const { stdout } = await runInProcess(argv, { currentFolder });
    expect(stdout).toBe(`${join(currentFolder, name)}\n`);
  });

  test("prints the package's file where the folder has none, also when a value is not usable", async () => {
    const { stdout, exitCode } = await runInProcess(["config", "path", "--set", "TEMPORAL_WEB_PORT=x"]);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`${join(projectFolder, "temporal.env")}\n`);
  });
});

describe("config init", () => {
  const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

  test("writes copies that the next command reads, whatever the umask", async () => {
    const currentFolder = await temporaryFolder();
    const before = process.umask(0o077);
    const ending = await runInProcess(["config", "init"], { currentFolder }).finally(() => process.umask(before));
    expect(ending).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await modeOf(join(currentFolder, "temporal.env"))).toBe(0o600);
    expect(await modeOf(join(currentFolder, "temporal-config"))).toBe(0o755);
    expect(await modeOf(join(currentFolder, "temporal-config", "development-sql.yaml"))).toBe(0o644);
    const copied = "temporal-config/development-sql.yaml";
    expect(await readFile(join(currentFolder, copied))).toEqual(await readFile(join(projectFolder, copied)));
    const shown = await runInProcess(["config", "show", "--json"], { currentFolder });
    const { file, settings } = (JSON.parse(shown.stdout) as Shown).data;
    expect(file).toBe(join(currentFolder, "temporal.env"));
    const line = (await readFile(file, "utf8")).split("\n").findIndex((text) => text.startsWith("TEMPORAL_CONFIG_DIR"));
    expect(settings.find(({ name }) => name === "TEMPORAL_CONFIG_DIR")).toMatchObject({
      value: join(currentFolder, "temporal-config"),
      origin: `temporal.env:${String(line + 1)}`,
    });
  });

  test.each([
    ["temporal.env", ["temporal.env"], "temporal.env is in"],
    ["temporal-config", ["temporal-config"], "temporal-config is in"],
    ["both", ["temporal.env", "temporal-config"], "temporal.env and temporal-config are in"],
  ])("refuses to replace %s, names it, and writes nothing", async (_, names, words) => {
    const currentFolder = await temporaryFolder();
    for (const name of names) await mkdir(join(currentFolder, name));
    // A folder in the place of the file is not the settings file of this run.
    const argv = ["config", "init", "--json"];
    const { exitCode, stdout } = await runInProcess(argv, { currentFolder });
    expect(exitCode).toBe(6);
    expect(stdout).toContain(`${words} ${currentFolder} already; nothing was written.`);
    const path = join(currentFolder, "temporal-config", "development-sql.yaml");
    await expect(stat(path)).rejects.toThrow("ENOENT");
  });

  test("says where it could not write", async () => {
    const currentFolder = await temporaryFolder();
    await writeFile(join(currentFolder, "file"), "");
    await chmod(join(currentFolder, "file"), 0o400);
    const { exitCode, stderr } = await runInProcess(["config", "init"], { currentFolder: join(currentFolder, "file") });
    expect(exitCode).toBe(6);
    expect(stderr).toMatch(/^Error: .*ENOTDIR.*\n/);
  });

  test("refuses a folder whose name a settings file cannot carry", async () => {
    const currentFolder = join(await temporaryFolder(), "it's");
    await mkdir(currentFolder);
    const { stderr } = await runInProcess(["config", "init"], { currentFolder });
    expect(stderr).toContain("has a quote or backslash");
    await expect(stat(join(currentFolder, "temporal-config"))).rejects.toThrow("ENOENT");
  });
});
