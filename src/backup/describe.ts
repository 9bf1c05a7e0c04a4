import type { DatabaseFacts, ExecutionCounts } from "../interfaces/database.ts";
import { decodeClusterMetadata, decodeRetentionSeconds } from "../persistence/cluster-messages.ts";
import { type Manifest, newestFormat, type Packing } from "./manifest.ts";

/** By number in temporal.api.enums.v1.IndexedValueType. */
const attributeTypes = ["Unspecified", "Text", "Keyword", "Int", "Double", "Bool", "Datetime", "KeywordList"];

export interface Described extends Pick<Manifest, "createdAt" | "program" | "instance" | "images"> {
  readonly label: string | undefined;
  readonly login: { readonly database: string; readonly user: string };
  readonly facts: DatabaseFacts;
  readonly counts: ExecutionCounts;
  /** Whether the cluster keeps what is written from now on. */
  readonly isArchived: boolean;
  readonly packing: Packing;
  /** Name of the index that comes along. */
  readonly index: string | undefined;
}

/** The manifest of a backup that begins now. */
export function describeBackup({ facts, login, label, ...given }: Described): Manifest {
  return {
    // What is packed by gzip an older program can restore as well.
    format: given.packing === "gzip" ? 1 : newestFormat,
    createdAt: given.createdAt,
    ...(label !== undefined && { label }),
    program: given.program,
    instance: given.instance,
    images: given.images,
    database: {
      name: login.database,
      user: login.user,
      version: facts.version,
      identity: facts.identity,
      bytes: facts.bytes,
      schemas: facts.schemas,
      ...(given.packing !== "gzip" && { packing: given.packing }),
    },
    ...describeContent(facts),
    ...(given.isArchived && facts.wal !== undefined && { wal: facts.wal }),
    ...(given.index !== undefined && { index: { name: given.index } }),
    counts: given.counts,
  };
}

/** What Temporal calls its own in a database, whatever runs on it. */
export function describeContent(
  facts: Pick<DatabaseFacts, "clusterMetadata" | "namespaces">,
): Pick<Manifest, "cluster" | "namespaces" | "searchAttributes"> {
  const [own] = facts.clusterMetadata.map(decodeClusterMetadata);
  return {
    cluster: {
      name: own?.clusterName ?? "",
      id: own?.clusterId ?? "",
      historyShards: own?.historyShardCount ?? 0,
    },
    namespaces: facts.namespaces.map(({ id, name, detail }) => ({
      name,
      id: Buffer.from(id).toString("hex"),
      retentionSeconds: decodeRetentionSeconds(detail),
    })),
    searchAttributes: Object.fromEntries(
      Object.entries(own?.searchAttributes ?? {}).map(([index, types]) => [index, namesOfTypes(types)]),
    ),
  };
}

function namesOfTypes(types: Readonly<Record<string, number>>): Record<string, string> {
  const named = Object.entries(types).map(([name, type]) => [name, attributeTypes[type] ?? String(type)]);
  return Object.fromEntries(named) as Record<string, string>;
}
