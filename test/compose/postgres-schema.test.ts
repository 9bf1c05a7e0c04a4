import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { recogniseFailure } from "../../src/blame/known-failure.ts";
import { installProgram } from "../support/program-file.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const schemaFolder = resolve(import.meta.dirname, "../../compose/schema");

/** Says of each call what it was told for it, on stderr with exit code 2; with nothing more to say it succeeds. */
const failingAtFirst = (name: string): string => `
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require("node:fs");
const words = process.argv.slice(2).join(" ");
const told = JSON.parse(readFileSync(process.env.FAKE + "/${name}.json", "utf8"));
const calls = process.env.FAKE + "/${name}.calls";
appendFileSync(calls, words + "\\n");
const said = told[readFileSync(calls, "utf8").split("\\n").length - 2];
if (said) {
  console.error(said);
  process.exit(2);
}
const { BEFORE, FAKE } = process.env;
if (words.endsWith("-f -")) writeFileSync(FAKE + "/script.sql", readFileSync(0));
const isDone = existsSync(FAKE + "/temporal-sql-tool.calls") || existsSync(FAKE + "/script.sql");
if (words.includes("postgres-state.sql")) console.log(isDone ? "1.10|t" : BEFORE);
if (words.includes("-c SELECT curr_version")) console.log(isDone ? "1.10" : BEFORE.split("|")[0]);
`;

interface Told {
  readonly psql?: readonly string[];
  readonly tool?: readonly string[];
  readonly limitSeconds?: number;
  /** What is there, as postgres-state.sql tells it. */
  readonly before?: string;
  /** Of the last version. */
  readonly manifest?: string;
}

/** Brings one database to 1.10, through programs that fail at first as told. */
async function prepareDatabase({ psql = [], tool = [], limitSeconds = 30, before = "1.9|t", manifest: last }: Told) {
  const folder = await temporaryFolder();
  const versions = join(folder, "postgresql/v12/temporal/versioned");
  for (const version of ["1.8", "1.9", "1.10"]) {
    mkdirSync(join(versions, `v${version}`), { recursive: true });
    const manifest = { CurrVersion: version, MinCompatibleVersion: "1.0", Description: `it's ${version}` };
    const files = { SchemaUpdateCqlFiles: ["one.sql", "two.sql"] };
    writeFileSync(join(versions, `v${version}`, "manifest.json"), JSON.stringify({ ...manifest, ...files }));
  }
  if (last !== undefined) writeFileSync(join(versions, "v1.10", "manifest.json"), last);
  writeFileSync(join(folder, "psql.json"), JSON.stringify(psql));
  writeFileSync(join(folder, "temporal-sql-tool.json"), JSON.stringify(tool));
  await installProgram(join(folder, "bin"), "psql", failingAtFirst("psql"));
  const PATH = await installProgram(join(folder, "bin"), "temporal-sql-tool", failingAtFirst("temporal-sql-tool"));
  const script = `set -euo pipefail; part=postgres
for file in report postgres-connect postgres-update postgres-schema; do . "$here/$file.sh"; done
prepare_database temporal temporal`;
  const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], {
    encoding: "utf8",
    env: {
      ...{ PATH, here: schemaFolder, FAKE: folder, TEMPORAL_SCHEMA_ROOT: folder },
      // Not that of the test, which would be recorded as a server's.
      ...{ DB: "postgres12", DB_PORT: "5432", DBNAME: "other", BEFORE: before, POSTGRES_SEEDS: "temporal-postgres" },
      ...{ POSTGRES_USER: "temporal", POSTGRES_PWD: "temporal" },
      TEMPORAL_SCHEMA_TIMEOUT_SECONDS: String(limitSeconds),
    },
  });
  const changes = join(folder, "script.sql");
  return {
    ...{ stdout, stderr, questions: readFileSync(join(folder, "psql.calls"), "utf8").split("\n").length - 1 },
    changes: existsSync(changes) ? readFileSync(changes, "utf8").replaceAll(versions, "") : "",
  };
}

const server = 'psql: error: connection to server at "temporal-postgres" (172.18.0.2), port 5432 failed:';
const silent = `${server} timeout expired`;

// The scripts are written for the bash of their image, which macOS does not have.
describe.skipIf(process.platform !== "linux")("the schema job", () => {
  test.each([
    ["is not reached in time", silent],
    ["is not listening", `${server} Connection refused`],
    ["is not found", 'psql: error: could not translate host name "temporal-postgres" to address: Try again'],
    ["starts", `${server} FATAL:  the database system is starting up`],
    ["is restarted", "psql:x.sql:2: FATAL:  terminating connection due to administrator command"],
    ["has no connection left", `${server} FATAL:  sorry, too many clients already`],
    [
      "drops the connection",
      "psql:x.sql:2: error: connection to server was lost: server closed the connection unexpectedly",
    ],
  ])("asks again while PostgreSQL %s", async (_, said) => {
    const { stdout, stderr, questions } = await prepareDatabase({ psql: [said, said] });
    expect(stderr).toBe("");
    expect(stdout).toContain("postgres: temporal brought from version 1.9 to 1.10");
    expect(questions).toBe(6);
  });

  test.each([
    "dial tcp 172.18.0.2:5432: i/o timeout",
    "dial tcp 172.18.0.2:5432: connect: connection refused",
    "read tcp 172.18.0.3:51234->172.18.0.2:5432: read: connection reset by peer",
    "pq: the database system is starting up",
    "unexpected EOF",
  ])("sets the schema up again after %s", async (cause) => {
    const said = `2026-01-01T00:00:00Z ERROR Unable to update. {"error": "${cause}", "logging-call-at": "handler.go:1"}`;
    const { stdout, stderr } = await prepareDatabase({ tool: [said], before: "0.0|f" });
    expect(stderr).toBe("");
    expect(stdout).not.toContain("starting over");
    expect(stdout).toContain("postgres: temporal brought from version 0.0 to 1.10");
  });

  test("changes a schema that is there in one transaction, with the records of Temporal's tool", async () => {
    const lost = "psql:one.sql:2: error: connection to server was lost: server closed the connection unexpectedly";
    const { changes, stderr } = await prepareDatabase({ psql: ["", "", lost], before: "1.8|t" });
    expect(stderr).toBe("");
    expect(changes.match(/^(?:BEGIN|COMMIT|\\i .*)|'it''s .*'/gm)).toEqual([
      "BEGIN",
      ...["\\i /v1.9/one.sql", "\\i /v1.9/two.sql", "'it''s 1.9'"],
      ...["\\i /v1.10/one.sql", "\\i /v1.10/two.sql", "'it''s 1.10'"],
      "COMMIT",
    ]);
  });

  test("changes nothing where a manifest cannot be read", async () => {
    const { changes, stderr } = await prepareDatabase({ before: "1.8|t", manifest: "{" });
    expect(changes).toBe("");
    expect(stderr).toMatch(
      /^postgres: cannot change the schema of database 'temporal' .* stays at version 1\.8: .*manifest\.json: /,
    );
  });

  test("takes no time-out for a missing right when its time is up", async () => {
    const { stderr } = await prepareDatabase({ psql: Array<string>(100).fill(silent), limitSeconds: 1 });
    expect(stderr).toMatch(/^postgres: no answer from temporal-postgres:5432 within 1 s: .*timeout expired/);
    expect(stderr).not.toContain("right to read");
    const found = recogniseFailure({ service: "temporal-schema", exitCode: 1, lines: [stderr.trim()] });
    expect(found?.failure.id).toBe("SCHEMA_STORE_SILENT");
  });

  test("ends at once where PostgreSQL refuses, and names the right that is missing", async () => {
    const refused = "psql:x.sql:5: ERROR:  permission denied for table schema_version";
    const { stderr, questions } = await prepareDatabase({ psql: [refused] });
    expect(stderr).toContain("permission denied for table schema_version. Give user 'temporal' the right to read it");
    expect(questions).toBe(1);
  });

  test("takes no other refusal for a missing right", async () => {
    const refused = `${server} FATAL:  could not write init file`;
    const { stderr } = await prepareDatabase({ psql: [refused] });
    expect(stderr).toContain("could not write init file. Look at its log: temporal-start logs temporal-postgres");
    const found = recogniseFailure({ service: "temporal-schema", exitCode: 1, lines: [stderr.trim()] });
    expect(found?.failure.id).toBe("POSTGRES_DISK_FULL");
  });
});
