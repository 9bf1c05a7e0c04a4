import type { Database, ServerRecord } from "../../src/interfaces/database.ts";
import type { ExecutionRow } from "../../src/interfaces/visibility.ts";

/** The database of a cluster with 64 shards and the default namespace, which keeps closed workflows for a day. */
export function databaseInMemory(rows: readonly ExecutionRow[], restored: () => string, passwords: string[]): Database {
  const clusterId = "7f6a1c1e-6d55-4f0c-9a3e-0b8f7a0c2d11";
  const metadata = Buffer.concat([Buffer.from("\x0a\x06active\x10\x40\x1a\x24", "latin1"), Buffer.from(clusterId)]);
  const aDay = Buffer.from([0x12, 0x06, 0x0a, 0x04, 0x08, 0x80, 0xa3, 0x05]);
  let record: ServerRecord = { version: "1.22.0" };
  return {
    facts: async () => ({
      version: "15.4",
      identity: `7001.16384${restored()}`,
      bytes: 41_000_000,
      schemas: { temporal: "1.10", temporal_visibility: "1.3" },
      clusterMetadata: [metadata],
      namespaces: [{ id: Buffer.alloc(16, 1), name: "default", detail: aDay }],
    }),
    counts: async () => ({ executions: rows.length, open: 0 }),
    hasTables: () => Promise.resolve(true),
    hasWorkflows: async () => rows.length > 0,
    packsByZstd: () => Promise.resolve(true),
    holdLog: () => Promise.resolve(),
    copyProgress: () => Promise.resolve(undefined),
    setPassword: async (role, password) => void passwords.push(`${role} ${password}`),
    serverRecord: () => Promise.resolve(record),
    recordServer: async (written) => void (record = written),
    close: () => Promise.resolve(),
  };
}
