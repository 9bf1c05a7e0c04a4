import { versionOfImage } from "../../cluster/server-version.ts";
import type { ServiceRole } from "../../cluster/services/service.ts";
import { serverOf, unitOfRole } from "../../cluster/topology.ts";
import { type ImageTags, type Release, releaseOf } from "../../cluster/versions.ts";
import { TemporalStartError } from "../../errors.ts";
import type { Database, ServerRecord } from "../../interfaces/database.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import type { Needs } from "../command.ts";
import { type StoreNeeds, wellStore } from "../shared/well-store.ts";
import { itself } from "./written-release.ts";

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

/** What the cluster is made from now, by its containers where the version is not in the table. */
export async function releaseNow(context: Needs<"engine" | "settings">, version: string): Promise<Release> {
  const { topology, values } = await context.settings();
  const known = releaseOf(version);
  if (known !== undefined) return known;
  const containers = await ownContainers(await context.engine(), topology);
  const imageOf = (role: ServiceRole, otherwise: string): ImageTags =>
    itself(containers.get(unitOfRole(topology, role)?.name ?? "")?.image ?? otherwise);
  return {
    version,
    changes: [],
    images: {
      server: imageOf("server", values.TEMPORAL_SERVER_IMAGE),
      adminTools: imageOf("schema", values.TEMPORAL_CLI_IMAGE),
      ui: imageOf("ui", values.TEMPORAL_WEB_IMAGE),
    },
  };
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
