import { versionOfImage } from "../../cluster/server-version.ts";
import type { ServiceRole } from "../../cluster/services/service.ts";
import { unitOfRole } from "../../cluster/topology.ts";
import { type ImageTags, type Release, releaseOf } from "../../cluster/versions.ts";
import { TemporalStartError } from "../../errors.ts";
import type { Database, ServerRecord } from "../../interfaces/database.ts";
import { ownContainers } from "../../observe/own-containers.ts";
import type { Needs } from "../command.ts";
import { versionOfServer } from "../shared/version-of-server.ts";
import type { StoreNeeds } from "../shared/well-store.ts";
import { withDatabase } from "../shared/with-database.ts";
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
  const record = await withRecord(context, (database) => database.serverRecord());
  const version = record.version ?? (await versionOfServer(context));
  if (version === undefined) throw hidden();
  return { ...record, version };
}

/** Opens the database that says whose data it is; of one that does not run it tells who starts it. */
export async function withRecord<Result>(
  context: VersionNeeds,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  return withDatabase(context, work).catch((error: unknown) => {
    throw error instanceof TemporalStartError ? withWay(error) : error;
  });
}

/** What the cluster is made from now, by its containers where the version is not in the table. */
export async function releaseNow(context: Needs<"engine" | "settings">, version: string): Promise<Release> {
  const { topology, values } = await context.settings();
  const known = releaseOf(version);
  if (known !== undefined) return known;
  const containers = await ownContainers(await context.engine(), topology);
  const imageOf = (role: ServiceRole, otherwise: string): ImageTags =>
    itself(containers.get(unitOfRole(topology, role)?.name ?? "")?.image ?? otherwise);
  const server = imageOf("server", values.TEMPORAL_SERVER_IMAGE);
  if (versionOfImage(server.upstream) !== version) throw noImages(version);
  return {
    version,
    changes: [],
    images: {
      server,
      adminTools: imageOf("schema", values.TEMPORAL_CLI_IMAGE),
      ui: imageOf("ui", values.TEMPORAL_WEB_IMAGE),
    },
  };
}

/** Of a cluster that is stopped in the middle of an upgrade, a start may be refused. */
function withWay({ facts }: TemporalStartError): TemporalStartError {
  if (facts.code !== "SERVICE_STOPPED") return new TemporalStartError(facts);
  return new TemporalStartError({
    ...facts,
    message: `${facts.message} Of which version the data is, only PostgreSQL knows.`,
    hint: "temporal-start start; temporal-start upgrade apply and temporal-start upgrade rollback start PostgreSQL themselves.",
  });
}

function noImages(version: string): TemporalStartError {
  return new TemporalStartError({
    code: "UPGRADE_NOT_KNOWN",
    category: "preflight",
    message: `The data is of server ${version}, of which neither this program nor a container knows the images; nothing was changed.`,
    hint: `Set TEMPORAL_SERVER_IMAGE and TEMPORAL_CLI_IMAGE to those of ${version}, then: temporal-start start`,
  });
}

function hidden(): TemporalStartError {
  return new TemporalStartError({
    code: "UPGRADE_NOT_KNOWN",
    category: "preflight",
    message: "Of which server the data is, neither the database says nor the image of the server; nothing was changed.",
    hint: "Set TEMPORAL_SERVER_IMAGE to an image with the version in its tag, then: temporal-start start",
  });
}
