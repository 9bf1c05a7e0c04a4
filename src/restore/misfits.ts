import type { Manifest } from "../backup/manifest.ts";
import { isOlder } from "../cluster/requirements.ts";
import type { Settings } from "../cluster/services/index.ts";
import { dataVersions, schemaVersions } from "../cluster/versions.ts";

/** Why the data of a backup cannot be what these settings ask for; each with what to write. */
export function misfits(
  { database, cluster, images, searchAttributes }: Manifest,
  values: Settings,
): readonly string[] {
  const major = database.version.split(".")[0] ?? "";
  // Which schemas another server than the default one knows, nobody says here; the one that wrote them does.
  const isOfSameServer = images["temporal-server"] === values.TEMPORAL_SERVER_IMAGE;
  const newer = schemaVersions.filter(
    ({ suffix, expected }) =>
      !isOfSameServer && isOlder(expected, database.schemas[`${database.name}${suffix}`] ?? "0.0"),
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
    ...(major === dataVersions.postgres
      ? []
      : [`It was written by PostgreSQL ${major}, and version ${dataVersions.postgres} cannot read it.`]),
    ...newer.map(
      ({ suffix, expected }) =>
        `Its schema ${database.name}${suffix} is at version ${database.schemas[`${database.name}${suffix}`] ?? ""}, and this server knows ${expected}: use the server that wrote it.`,
    ),
    ...pairs
      .filter(([, theirs, ours]) => theirs !== ours)
      .map(([setting, theirs, ours]) => `It needs ${setting}=${theirs}, and the settings say ${ours}.`),
  ];
}
