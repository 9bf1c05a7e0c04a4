import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { type Compose, createCompose } from "../../../src/backends/compose/compose-cli.ts";
import { createProcessRunner } from "../../../src/host/process.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { installProgram } from "../../support/program-file.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

let folder: string;
const files = ["compose.yml", "temporal-dashboards.yml"];

beforeEach(async () => {
  folder = await temporaryFolder();
});

describe("an overlay", () => {
  /** Each file makes the hashes other than they would be. */
  const hashing = `
const files = process.argv.filter((word, index, words) => words[index - 1] === "--file");
if (files.some((file) => file.endsWith("broken.yml"))) { console.error("yaml: line 3: did not find"); process.exit(15); }
const without = (service) => "service \\"" + service + "\\" has neither an image nor a build context specified: invalid compose project";
const misspelt = files.find((file) => file.endsWith(".name.yml"));
if (misspelt) { console.error(without(misspelt.split("/").pop().split(".")[0])); process.exit(15); }
console.log("temporal-server 1\\ntemporal-web " + files.length + (files.length > 2 ? "\\nmine 1" : ""));
`;
  const tellArgs = `process.stdout.write(JSON.stringify({ args: process.argv.slice(2) }));`;
  const withOverlay = async (source: string, name: string | undefined): Promise<Compose> => {
    const PATH = await installProgram(join(folder, "bin"), "docker", source);
    const project = {
      folder,
      files,
      project: "temporal",
      environment: { PATH },
      ...(name === undefined ? {} : { overlay: join(folder, name) }),
    };
    return createCompose(createProcessRunner(), project);
  };

  test("is laid over the cluster's files in every command", async () => {
    const { stdout } = await (await withOverlay(tellArgs, "mine.yml")).run(["up"]);
    const { args } = JSON.parse(stdout) as { args: readonly string[] };
    expect(args.slice(-5)).toEqual([
      ...["--file", join(folder, "temporal-dashboards.yml")],
      ...["--file", join(folder, "mine.yml"), "up"],
    ]);
  });

  test("is part of the hashes, and tells which services it changes or adds", async () => {
    const compose = await withOverlay(hashing, "mine.yml");
    expect(await compose.configHashes({})).toEqual({ "temporal-server": "1", "temporal-web": "3", mine: "1" });
    expect(await compose.changedByOverlay()).toEqual(["temporal-web", "mine"]);
  });

  test.each(["changedByOverlay", "configHashes"] as const)("that is broken is named by %s", async (question) => {
    const compose = await withOverlay(hashing, "broken.yml");
    const { facts, exitCode } = await failureOf(() => compose[question]({}));
    const file = join(folder, "broken.yml");
    expect({ code: facts.code, exitCode }).toEqual({ code: "OVERLAY_INVALID", exitCode: 6 });
    expect(facts.message).toContain(`with ${file} laid over it`);
    expect(facts.details).toEqual(["yaml: line 3: did not find"]);
    expect(facts.hint).toBe(`Correct ${file}, then: temporal-start config validate`);
    expect(facts.actions).toEqual([`Correct ${file}.`, "temporal-start config validate"]);
  });

  test.each([
    ["temporal-sever", "Did you mean 'temporal-server'?"],
    ["temporal-worker", "Correct "],
  ])("with a service %s that has no image is answered with %s", async (name, words) => {
    const compose = await withOverlay(hashing, `${name}.name.yml`);
    const { facts } = await failureOf(() => compose.changedByOverlay());
    expect(facts.details?.[0]).toContain(`service "${name}"`);
    expect(facts.hint?.startsWith(words)).toBe(true);
  });

  test("is not to blame where Compose fails without it, too", async () => {
    const compose = await withOverlay(`console.error("out of memory"); process.exitCode = 2;`, "mine.yml");
    const { facts } = await failureOf(() => compose.configHashes({}));
    expect(facts).toMatchObject({ code: "COMPOSE_FAILED", details: ["out of memory"] });
    expect(facts.message).not.toContain("mine.yml");
  });

  test("that is not there changes nothing", async () => {
    expect(await (await withOverlay(hashing, undefined)).changedByOverlay()).toEqual([]);
  });
});
