import { versionOfImage } from "../../cluster/server-version.ts";
import { serverOf } from "../../cluster/topology.ts";
import { TemporalStartError } from "../../errors.ts";
import type { Database, ServerRecord } from "../../interfaces/database.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import type { Needs } from "../command.ts";
import { type StoreNeeds, wellStore } from "../shared/well-store.ts";

export type VersionNeeds = StoreNeeds & Needs<"stores">;

export interface DataVersion extends ServerRecord {
  readonly version: string;
}

/**
 * Whose data it is, as the database says; where none has written it down, by the server that runs on it.
 * @throws TemporalStartError SERVICE_STOPPED, SERVICE_FAILED, UPGRADE_NOT_KNOWN
 */
export async function dataVersion(context: VersionNeeds): Promise<DataVersion> {
  const record = await withDatabase(context, (database) => database.serverRecord());
  const version = record.version ?? (await versionOfServer(context));
  if (version === undefined) throw hidden();
  return { ...record, version };
}

/** Opens the database for as long as the work takes. */
export async function withDatabase<Result>(
  context: VersionNeeds,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const { spec } = await wellStore(context, "postgresql");
  const database = await (await context.stores()).database(spec);
  return work(database).finally(() => database.close());
}

/** By its container. */
export async function versionOfServer(context: Needs<"engine" | "settings">): Promise<string | undefined> {
  const { topology } = await context.settings();
  const server = serverOf(topology);
  const containers = await ownContainers(await context.engine(), topology);
  return versionOfImage(containers.get(server.name)?.image ?? "");
}

function hidden(): TemporalStartError {
  return new TemporalStartError({
    code: "UPGRADE_NOT_KNOWN",
    category: "preflight",
    message: "Of which server the data is, neither the database says nor the image of the server; nothing was changed.",
    hint: "Set TEMPORAL_SERVER_IMAGE to an image with the version in its tag, then: temporal-start start",
  });
}
