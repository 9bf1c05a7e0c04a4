import type { Keys } from "../../backup/encryption.ts";
import type { Manifest } from "../../backup/manifest.ts";
import { walReceiver } from "../../cluster/services/wal-receiver.ts";
import { instanceLabel } from "../../cluster/settings/instance.ts";
import { unitNamed } from "../../cluster/topology.ts";
import { defined } from "../../defined.ts";
import { causeMessage, TemporalStartError } from "../../errors.ts";
import type { Database } from "../../interfaces/database.ts";
import type { NewFile } from "../../interfaces/file-store.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import { configFile } from "../../plan/config-file.ts";
import type { Needs } from "../command.ts";
import { type StoreNeeds, wellStore } from "../shared/well-store.ts";
import { type IndexAlong, indexAlong } from "./index-along.ts";
import { unusable } from "./keys.ts";
import { removeLeftovers } from "./remove-leftovers.ts";
import { settingsText } from "./settings-text.ts";
import { tellCopy } from "./tell-copy.ts";

export type MakeNeeds = StoreNeeds &
  Needs<
    | "backend"
    | "backupFolder"
    | "clock"
    | "fileStore"
    | "lastBackups"
    | "readConfig"
    | "reporter"
    | "signal"
    | "stores"
    | "version"
  >;

export interface MakeOptions {
  readonly label?: string | undefined;
  /** Undefined where it is not encrypted. */
  readonly keys?: Keys | undefined;
  /** Whether the settings in it have their secrets. */
  readonly hasSecrets?: boolean;
  /** Whether the visibility index comes along also where the database has all of it. */
  readonly hasIndex?: boolean;
  /** Whether workflows come first, and nobody waits for it. */
  readonly isGentle?: boolean;
}

export interface Made {
  readonly path: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly manifest: Manifest;
}

/**
 * Backs up the cluster into a new file.
 * @throws TemporalStartError BACKUP_FAILED, SERVICE_OFF where the database is somewhere else, SERVICE_STOPPED,
 * SERVICE_FAILED, FILE_EXISTS, FILE_UNWRITABLE; then there is no file
 */
export async function makeBackup(context: MakeNeeds, path: string, options: MakeOptions): Promise<Made> {
  const [{ takeBackup }, { describeBackup }, { packingOf }] = await Promise.all([
    import("../../backup/take-backup.ts"),
    import("../../backup/describe.ts"),
    import("../../backup/packing-of.ts"),
  ]);
  const startedMs = context.clock.now();
  const { unit, spec } = await wellStore(context, "postgresql");
  if (unit.isExternal) throw isElsewhere();
  const { topology } = await context.settings();
  const containers = await ownContainers(await context.engine(), topology);
  const { label, keys } = options;
  await removeLeftovers(context, path, instanceLabel(topology.instance));
  const file = await newFile(context, path, keys);
  let database: Database | undefined;
  let index: IndexAlong | undefined;
  try {
    index = await indexAlong(context, options);
    database = await (await context.stores()).database(spec);
    const backend = await context.backend();
    const manifest = describeBackup({
      createdAt: new Date(startedMs).toISOString(),
      label,
      program: context.version,
      instance: instanceLabel(topology.instance),
      images: Object.fromEntries([...containers].map(([name, { image }]) => [name, image])),
      login: { database: spec.database, user: spec.user },
      facts: await database.facts(),
      isArchived: unitNamed(topology, walReceiver.name) !== undefined,
      packing: await packingOf(backend, unit.name, database),
      index: index.name,
      counts: await database.counts(),
    });
    const bytes = await takeBackup({
      backend,
      unit: unit.name,
      user: spec.user,
      password: spec.password,
      database,
      manifest,
      files: await filesOf(context, options),
      ...defined({ records: index.records }),
      isGentle: options.isGentle ?? false,
      sink: file.stream,
      clock: context.clock,
      onCopy: tellCopy(context),
      signal: context.signal,
    });
    await file.commit();
    await keepAsLast(context, path, manifest);
    return { path, bytes, seconds: (context.clock.now() - startedMs) / 1000, manifest };
  } catch (error) {
    const why = (await file.discard()) ?? error;
    context.signal.throwIfAborted();
    throw why instanceof TemporalStartError ? why : notMade(path, why);
  } finally {
    await Promise.all([database?.close(), index?.close()]);
  }
}

/** By name of its part. */
async function filesOf(
  context: Needs<"readConfig" | "settings">,
  { hasSecrets = false }: MakeOptions,
): Promise<Readonly<Record<string, string>>> {
  const { settingsPart, dynamicConfigPart } = await import("../../backup/manifest.ts");
  const { values, origins } = await context.settings();
  const config = await context.readConfig(configFile(values));
  return {
    [settingsPart]: settingsText(values, origins, hasSecrets),
    ...(config !== undefined && { [dynamicConfigPart]: config }),
  };
}

async function keepAsLast(context: Needs<"lastBackups">, path: string, { createdAt, wal }: Manifest): Promise<void> {
  (await context.lastBackups()).keep({
    path,
    createdAt,
    ...defined({ wal: wal && { slot: wal.slot, file: wal.file } }),
  });
}

async function newFile(context: Needs<"fileStore">, path: string, keys: Keys | undefined): Promise<NewFile> {
  const file = await (await context.fileStore()).create(path);
  if (keys === undefined) return file;
  const { encryptedFile } = await import("../../backup/encryption.ts");
  try {
    return await encryptedFile(file, keys);
  } catch (error) {
    await file.discard();
    throw unusable(`The backup cannot be encrypted: ${causeMessage(error)}.`, error);
  }
}

function isElsewhere(): TemporalStartError {
  return new TemporalStartError({
    code: "SERVICE_OFF",
    category: "preflight",
    message: "The database is somewhere else: whoever runs it backs it up. Nothing was changed.",
    hint: "temporal-start config show",
  });
}

function notMade(path: string, cause: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "BACKUP_FAILED",
    category: "service",
    message: `${path} could not be made: ${causeMessage(cause)}.`,
    hint: "temporal-start status tells whether the database is well; --output FOLDER writes the backup somewhere else.",
    cause,
  });
}
