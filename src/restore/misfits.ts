import type { Manifest } from "../backup/manifest.ts";
import { majorOf, postgresMajorOf, postgresReleaseOf } from "../cluster/postgres-version.ts";
import { isOlder } from "../cluster/requirements.ts";
import { serverVersionOf, versionOfImage } from "../cluster/server-version.ts";
import type { Settings } from "../cluster/services/index.ts";
import { dataVersions, releaseOf, schemaVersionsOf } from "../cluster/versions.ts";

/**
 * Why the data of a backup cannot be what these settings ask for; each with what to write.
 * @param goesOn whether it is replayed to a later moment: of which server it is then, is seen there
 */
export function misfits(
  { database, cluster, images, searchAttributes }: Manifest,
  values: Settings,
  goesOn = false,
): readonly string[] {
  const major = majorOf(database.version);
  const readable = postgresMajorOf(values.POSTGRES_IMAGE) ?? dataVersions.postgres;
  const [theirs, ours] = [versionOfImage(images["temporal-server"] ?? ""), serverVersionOf(values)];
  // A version back, a database has the schema of the later one; of a server that hides its version nobody knows which it takes.
  const newer = schemaVersionsOf(ours).filter(
    ({ suffix, expected }) =>
      theirs === undefined && isOlder(expected, database.schemas[`${database.name}${suffix}`] ?? "0.0"),
  );
  const indices = Object.keys(searchAttributes).filter(
    (index) => Object.keys(searchAttributes[index] ?? {}).length > 0,
  );
  const pairs = [
    ["POSTGRES_DB", database.name, values.POSTGRES_DB],
    ["POSTGRES_USER", database.user, values.POSTGRES_USER],
    ["TEMPORAL_HISTORY_SHARDS", String(cluster.historyShards), String(values.TEMPORAL_HISTORY_SHARDS)],
  ] as const;
  // Temporal keeps the search attributes under the name of the index.
  const [index] = indices.includes(values.TEMPORAL_VISIBILITY_INDEX) ? [] : indices;
  return [
    ...(index === undefined
      ? []
      : [
          `Its search attributes need TEMPORAL_VISIBILITY_INDEX=${index}, and the settings say ${values.TEMPORAL_VISIBILITY_INDEX}.`,
        ]),
    ...(major === readable
      ? []
      : [
          `It was written by PostgreSQL ${major}, and the settings name version ${readable}, which cannot read it: it needs POSTGRES_IMAGE=${postgresReleaseOf(major)?.images.upstream ?? `an image of ${major}`}.`,
        ]),
    ...(goesOn ? [] : otherServer(theirs, ours)),
    ...newer.map(
      ({ suffix, expected }) =>
        `Its schema ${database.name}${suffix} is at version ${database.schemas[`${database.name}${suffix}`] ?? ""}, and this server knows ${expected}: use the server that wrote it.`,
    ),
    ...pairs
      .filter(([, theirs, ours]) => theirs !== ours)
      .map(([setting, theirs, ours]) => `It needs ${setting}=${theirs}, and the settings say ${ours}.`),
  ];
}

function otherServer(theirs: string | undefined, ours: string | undefined): readonly string[] {
  if (theirs === undefined || ours === undefined || theirs === ours) return [];
  const { server, adminTools } = releaseOf(theirs)?.images ?? {};
  const images =
    server === undefined || adminTools === undefined
      ? "the images of that server"
      : `TEMPORAL_SERVER_IMAGE=${server.upstream} and TEMPORAL_CLI_IMAGE=${adminTools.upstream}`;
  return [`It was written by server ${theirs}, and the settings ask for ${ours}: it needs ${images}; then upgrade it.`];
}
