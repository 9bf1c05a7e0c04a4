// The whole of zod would be loaded by every command: what shares code with the settings loads with them.
import * as z from "zod/mini";

/** How the base backup is packed: by a program that PostgreSQL's image has. */
const packings = ["gzip", "zstd"] as const;
export type Packing = (typeof packings)[number];

/** Of the base backup, whichever way it is packed. */
export const databasePart = "postgresql/base.tar";
export const databaseParts: Readonly<Record<Packing, string>> = {
  gzip: `${databasePart}.gz`,
  zstd: `${databasePart}.zst`,
};
/** Pairs of lines, as Elasticsearch's bulk API takes them: which record, and its fields. */
export const indexPart = "elasticsearch/records.ndjson.gz";
export const settingsPart = "settings.env";
export const dynamicConfigPart = "dynamic-config.yaml";

export const newestFormat = 2;

const count = z.int().check(z.nonnegative());

export const manifestSchema = z.strictObject({
  /** Raised where an older program could not restore it: 2 says how the database is packed. */
  format: z.literal([1, newestFormat]),
  createdAt: z.iso.datetime(),
  label: z.optional(z.string()),
  /** Of temporal-start. */
  program: z.string(),
  /** The default instance is `default`. */
  instance: z.string(),
  /** References by service. */
  images: z.record(z.string(), z.string()),
  database: z.strictObject({
    name: z.string(),
    user: z.string(),
    version: z.string(),
    identity: z.string(),
    /** Of all databases together, unpacked. */
    bytes: count,
    /** Versions by name of the database. */
    schemas: z.record(z.string(), z.string()),
    /** By gzip where it is absent. */
    packing: z.optional(z.literal(packings)),
  }),
  cluster: z.strictObject({ name: z.string(), id: z.string(), historyShards: count }),
  namespaces: z.array(z.strictObject({ name: z.string(), id: z.string(), retentionSeconds: count })),
  /** Names and types of the custom search attributes, by index. */
  searchAttributes: z.record(z.string(), z.record(z.string(), z.string())),
  /** Where what was written since is kept as well: with it any later moment can be restored. */
  wal: z.optional(
    z.strictObject({
      slot: z.string().check(z.regex(/^[a-z0-9_]{1,63}$/)),
      file: z.string().check(z.regex(/^[0-9A-F]{24}$/)),
      fileBytes: z.int().check(z.minimum(1_048_576)),
    }),
  ),
  /** Of Elasticsearch, where its records come along. */
  index: z.optional(z.strictObject({ name: z.string() })),
  /** When the backup began. */
  counts: z.strictObject({ executions: count, open: count }),
});

export type Manifest = z.infer<typeof manifestSchema>;

export const checksumsSchema = z.strictObject({
  finishedAt: z.iso.datetime(),
  /** When the backup ended: what is restored lies between the two. */
  counts: z.strictObject({ executions: count, open: count }),
  parts: z.array(
    z.strictObject({ name: z.string(), bytes: count, sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)) }),
  ),
});

export type Checksums = z.infer<typeof checksumsSchema>;
