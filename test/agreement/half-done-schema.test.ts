import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { projectFolder } from "../support/in-process.ts";
import { listenOnPort } from "../support/listen.ts";
import { installProgram } from "../support/program-file.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** One database as files: its state as `version|tables`, whether a table has a row, and why its schema cannot be changed. */
const fakePsql = `
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { PGDATABASE, FAKE } = process.env;
const words = process.argv.join(" ");
const file = FAKE + "/" + PGDATABASE;
if (words.includes("postgres-state.sql")) console.log(readFileSync(file, "utf8"));
if (words.includes("-c SELECT curr_version")) console.log(readFileSync(file, "utf8").split("|")[0]);
if (words.endsWith("-f -")) {
  console.error("psql:v1.10/all.sql:1: ERROR:  " + readFileSync(file + ".broken", "utf8"));
  process.exit(3);
}
if (words.includes("postgres-drop-empty.sql")) {
  if (existsSync(file + ".filled")) {
    console.error("psql:drop.sql:22: ERROR:  table namespaces holds data");
    process.exit(3);
  }
  writeFileSync(file, "0.0|f");
}
`;

const fakeTool = `
const { writeFileSync } = require("node:fs");
const { SQL_DATABASE, FAKE } = process.env;
if (process.argv[2] === "update-schema") writeFileSync(FAKE + "/" + SQL_DATABASE, "1.10|t");
`;

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Of the database afterwards. */
  readonly state: string;
}

/** Runs the set-up of PostgreSQL as the schema job does, on a database in a state. */
async function setUp(before: string, isFilled: boolean, broken = "table already exists"): Promise<Ended> {
  const port = await listenOnPort(createServer((socket) => socket.end()));
  await writeFile(join(folder, "temporal"), before);
  if (isFilled) await writeFile(join(folder, "temporal.filled"), "");
  await writeFile(join(folder, "temporal.broken"), broken);
  await writeFile(join(folder, "temporal_visibility"), "1.10|t");
  for (const part of ["temporal", "visibility"]) {
    const versions = join(folder, "postgresql", "v12", part, "versioned", "v1.10");
    await mkdir(versions, { recursive: true });
    await writeFile(join(versions, "all.sql"), "CREATE TABLE namespaces (id text);\n");
    const manifest = {
      CurrVersion: "1.10",
      MinCompatibleVersion: "1.0",
      Description: "",
      SchemaUpdateCqlFiles: ["all.sql"],
    };
    await writeFile(join(versions, "manifest.json"), JSON.stringify(manifest));
  }
  await installProgram(join(folder, "bin"), "psql", fakePsql);
  const PATH = await installProgram(join(folder, "bin"), "temporal-sql-tool", fakeTool);
  const env = {
    ...{ PATH, FAKE: folder, TEMPORAL_SCHEMA_ROOT: folder, TEMPORAL_SCHEMA_TIMEOUT_SECONDS: "15" },
    ...{ DB: "postgres12", DBNAME: "temporal", VISIBILITY_DBNAME: "temporal_visibility" },
    ...{ POSTGRES_USER: "temporal", POSTGRES_PWD: "temporal", POSTGRES_SEEDS: "127.0.0.1" },
    DB_PORT: String(port),
  };
  const script = join(projectFolder, "compose", "schema", "postgres.sh");
  const ended = await new Promise<Omit<Ended, "state">>((resolve) => {
    execFile("bash", [script], { env }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
  return { ...ended, state: await readFile(join(folder, "temporal"), "utf8") };
}

// The script is written for the bash of its image, which macOS does not have.
describe.skipIf(process.platform !== "linux")("a schema that was cut short", () => {
  test("between its tables and its version is begun anew where it holds no data", async () => {
    const { exitCode, stdout, stderr, state } = await setUp("0.0|t", false);
    expect({ exitCode, state }, stderr).toEqual({ exitCode: 0, state: "1.10|t" });
    expect(stdout).toContain("postgres: temporal: half-done schema without data removed, starting over");
    expect(stdout).toContain("postgres: temporal brought from version 0.0 to 1.10");
  });

  test("inside a version is begun anew where it holds no data", async () => {
    const { exitCode, stdout, stderr, state } = await setUp("1.9|t", false);
    expect({ exitCode, state }, stderr).toEqual({ exitCode: 0, state: "1.10|t" });
    expect(stdout).toContain("half-done schema without data removed, starting over");
  });

  test.each([
    ["between its tables and its version", "0.0|t", "Temporal's tables are there, but no version is recorded"],
    ["inside a version", "1.9|t", "table already exists"],
  ])("%s is left as it is where it holds data, and that is said", async (_, before, cause) => {
    const { exitCode, stderr, state } = await setUp(before, true);
    expect({ exitCode, state }).toEqual({ exitCode: 1, state: before });
    expect(stderr).toMatch(
      /^postgres: cannot bring database 'temporal' on 127\.0\.0\.1:\d+ to the schema of this image/,
    );
    expect(stderr).toContain(`: ${cause}. Starting over is no way out: table namespaces holds data.`);
    expect(stderr).toContain("Restore a backup, or choose another POSTGRES_DB");
  });

  test("by a full disk stays as it was, with data or without", async () => {
    const broken = 'could not extend file "base/1/2": No space left on device';
    for (const isFilled of [true, false]) {
      const { exitCode, stdout, stderr, state } = await setUp("1.9|t", isFilled, broken);
      expect({ exitCode, state }).toEqual({ exitCode: 1, state: "1.9|t" });
      expect(stdout).not.toContain("starting over");
      expect(stderr).toContain(`which stays at version 1.9: ${broken}. Resolve that, then start again`);
    }
  });
});
