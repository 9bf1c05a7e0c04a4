// cspell:ignore Zürich unstub
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { askComposeVersion, type Compose, createCompose } from "../../../src/backends/compose/compose-cli.ts";
import { createProcessRunner } from "../../../src/host/process.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { installProgram } from "../../support/program-file.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let folder: string;
const files = ["compose.yml", "temporal-dashboards.yml"];

beforeEach(async () => {
  folder = await temporaryFolder();
});

/** Compose through a `docker` that runs the given script. */
async function composeOn(source: string, environment: Readonly<Record<string, string>> = {}): Promise<Compose> {
  const PATH = await installProgram(join(folder, "bin"), "docker", source);
  const project = { folder, files, project: "temporal-blue", environment: { PATH, ...environment } };
  return createCompose(createProcessRunner(), project);
}

const tellEverything = `
process.stdout.write(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), env: process.env }));
`;

test("docker gets the project, its folder and its files, and the command after them", async () => {
  const { exitCode, stdout } = await (await composeOn(tellEverything)).run(["up", "--detach", "temporal-web"]);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    args: [
      ...["compose", "--project-name", "temporal-blue", "--project-directory", folder],
      ...["--file", join(folder, "compose.yml"), "--file", join(folder, "temporal-dashboards.yml")],
      ...["up", "--detach", "temporal-web"],
    ],
    cwd: folder,
  });
});

test.each([
  ["of any name is passed on", "my folder/temporal.env", true],
  ["with a comma would be two for Compose", "one,two/temporal.env", false],
  ["that is none any more would end Compose", undefined, false],
])("the file of settings %s", async (_, name, isPassed) => {
  // As good as a pipe of a shell: it is there, and no file.
  const settingsFile = name === undefined ? folder : join(folder, name);
  if (name !== undefined) {
    await mkdir(dirname(settingsFile));
    await writeFile(settingsFile, "");
  }
  const PATH = await installProgram(join(folder, "bin"), "docker", tellEverything);
  const project = { folder, files, project: "temporal", environment: { PATH }, settingsFile };
  const { stdout } = await createCompose(createProcessRunner(), project).run(["ps"]);
  expect((JSON.parse(stdout) as { env: Record<string, string> }).env.COMPOSE_ENV_FILES).toBe(
    isPassed ? settingsFile : undefined,
  );
});

test.each(["pa$$ ${word}", 'it\'s "so"', "a\\b\nc", "Zürich 東京", "$(touch hacked)", ""])(
  "the value %j arrives unchanged in the environment and stands on no command line",
  async (value) => {
    const compose = await composeOn(tellEverything, { POSTGRES_PASSWORD: value });
    const { args, env } = JSON.parse((await compose.run(["ps"])).stdout) as {
      args: readonly string[];
      env: Record<string, string>;
    };
    expect(env.POSTGRES_PASSWORD).toBe(value);
    if (value !== "") expect(args.join("\n")).not.toContain(value);
  },
);

test("a variable that is not given does not reach docker", async () => {
  vi.stubEnv("COMPOSE_PROFILES", "theirs");
  onTestFinished(() => void vi.unstubAllEnvs());
  const { stdout } = await (await composeOn(tellEverything)).run(["ps"]);
  expect((JSON.parse(stdout) as { env: object }).env).not.toHaveProperty("COMPOSE_PROFILES");
});

test("a command that fails is a result", async () => {
  const compose = await composeOn(`console.error("no such service"); process.exitCode = 14;`);
  expect(await compose.run(["up"])).toEqual({ exitCode: 14, stdout: "", stderr: "no such service" });
});

describe("the version", () => {
  const askAt = async (source: string) => {
    vi.stubEnv("PATH", await installProgram(join(folder, "bin"), "docker", source));
    onTestFinished(() => void vi.unstubAllEnvs());
    return askComposeVersion(createProcessRunner());
  };

  test.each(["2.26.1-4", "dev", ""])("is what Compose says: %j", async (said) => {
    expect(await askAt(`console.log(${JSON.stringify(said)})`)).toBe(said);
  });

  test.each([
    ["docker: 'compose' is not a docker command.", "COMPOSE_MISSING"],
    ["unknown flag: --short", "COMPOSE_MISSING"],
    ["WARNING: Error loading config file: /c: permission denied\nunknown flag: --short", "COMPOSE_FAILED"],
  ])("after %j is missed with %s", async (stderr, code) => {
    const { facts, exitCode } = await failureOf(() =>
      askAt(`console.error(${JSON.stringify(stderr)}); process.exitCode = 1;`),
    );
    expect({ code: facts.code, exitCode }).toEqual({ code, exitCode: 6 });
  });

  test("that is refused for another reason says nothing against Compose", async () => {
    await expect(askAt(`console.error("out of memory"); process.exitCode = 2;`)).rejects.toThrow(
      "docker compose version ended with exit code 2: out of memory",
    );
  });
});

describe("the hashes of the configuration", () => {
  test("are read by service", async () => {
    const compose = await composeOn(`console.log("temporal-web  abc\\ntemporal-cli def\\n");`);
    expect(await compose.configHashes({})).toEqual({ "temporal-web": "abc", "temporal-cli": "def" });
  });

  test.each([
    [
      "docker: 'compose' is not a docker command.",
      "COMPOSE_MISSING",
      "Docker Compose v2 is not installed for this docker command.",
    ],
    [
      "unknown shorthand flag: 'p' in -p",
      "COMPOSE_MISSING",
      "Docker Compose v2 is not installed for this docker command.",
    ],
    ["unknown flag: --project-name", "COMPOSE_MISSING", "Docker Compose v2 is not installed for this docker command."],
    [
      "WARNING: Error loading config file: open /home/ada/.docker/config.json: permission denied\nunknown flag: --project-name",
      "COMPOSE_FAILED",
      "The docker command cannot read its configuration: open /home/ada/.docker/config.json: permission denied",
    ],
    [
      "yaml: line 7: mapping values are not allowed",
      "COMPOSE_FAILED",
      "Docker Compose could not read the cluster's compose files.",
    ],
  ])("after %j fail with %s", async (stderr, code, message) => {
    const compose = await composeOn(`console.error(${JSON.stringify(stderr)}); process.exitCode = 1;`);
    const { facts, exitCode } = await failureOf(() => compose.configHashes({}));
    expect(exitCode).toBe(6);
    expect(facts).toMatchObject({ code, message });
  });
});
