import { expect, test } from "vitest";
import { type PostgresqlClient, postgresqlClient } from "../../src/stores/postgresql-client.ts";
import { readServerRecord, writeServerRecord } from "../../src/stores/server-record.ts";
import { nothingInside } from "../support/no-dial.ts";

/** A client that is not connected; its catalogue has these lines, and what it is told to change is kept. */
async function clientWith(lines: readonly string[]): Promise<PostgresqlClient & { readonly changes: string[] }> {
  const address = { host: "127.0.0.1", port: 1, user: "temporal", password: "x", database: "temporal" };
  const changes: string[] = [];
  const query = (text: string): Promise<unknown> => {
    if (text.startsWith("BEGIN")) changes.push(...text.split(";"));
    return Promise.resolve({ rows: lines.map((line) => ({ line })) });
  };
  return Object.assign(await postgresqlClient(address, 1_000, nothingInside), { query, changes });
}

test.each([
  ["nothing is written", ["search_path=public"], {}],
  ["a version is", ["temporal_start.server=1.22.0", "temporal_start.restored=x"], { version: "1.22.0" }],
  [
    "an upgrade is under way",
    ["temporal_start.server=1.22.0", "temporal_start.upgrade=1.22.0 1.23.1", "temporal_start.before=1.21.5"],
    { version: "1.22.0", underWay: { from: "1.22.0", to: "1.23.1" }, before: "1.21.5" },
  ],
  ["half of an upgrade is no upgrade", ["temporal_start.upgrade=1.22.0"], {}],
])("where %s", async (_, lines, record) => {
  expect(await readServerRecord(await clientWith(lines))).toEqual(record);
});

test("all of it is written in one transaction, and what is not there any more is taken out", async () => {
  const client = await clientWith([]);
  await writeServerRecord(client, 'main"x', { version: "1.23.1", before: "1.22.0" });
  expect(client.changes).toEqual([
    "BEGIN",
    `ALTER DATABASE "main""x" SET temporal_start.server = '1.23.1'`,
    `ALTER DATABASE "main""x" RESET temporal_start.upgrade`,
    `ALTER DATABASE "main""x" SET temporal_start.before = '1.22.0'`,
    "COMMIT",
  ]);
});
