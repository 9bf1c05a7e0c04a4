import { isAffected } from "../cluster/requirements.ts";
import type { Release } from "../cluster/versions.ts";
import { vulnerabilities } from "../cluster/vulnerabilities.ts";

/** What a step changes in the stores and the programs, a line each. @param from undefined where it is not in the list */
export function changesOf(from: Release | undefined, to: Release): readonly string[] {
  const [before, after] = [tagOf(from?.images.ui.upstream), tagOf(to.images.ui.upstream)];
  return [
    schemaChange(from?.schema, to.schema),
    ...(before === after ? [] : [`Web UI ${before === "" ? "" : `${before} `}→ ${after}`]),
    ...to.changes,
  ];
}

function schemaChange(from: Release["schema"], to: Release["schema"]): string {
  if (to === undefined) return "What it changes in the schema is not known here.";
  const pairs = [
    ["schema of the database", from?.main, to.main],
    ["schema of its visibility", from?.visibility, to.visibility],
    ["template of the index", from?.index, to.index],
  ] as const;
  const changes = pairs.flatMap(([what, before, after]) =>
    before === after ? [] : [`${what} ${before === undefined ? "" : `${before} `}→ ${after}`],
  );
  return changes.length === 0 ? "The schema stays as it is." : changes.join(", ");
}

/** Those of the server, which the data goes through; by their ids. */
export function vulnerabilitiesAt(version: string): readonly string[] {
  return vulnerabilities
    .filter((known) => known.setting === "TEMPORAL_SERVER_IMAGE" && isAffected(version, known))
    .map(({ id }) => id);
}

function tagOf(reference = ""): string {
  return reference.slice(reference.indexOf(":") + 1);
}
