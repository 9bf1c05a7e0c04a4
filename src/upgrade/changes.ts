import { isOlder } from "../cluster/requirements.ts";
import { type ServerRelease, vulnerabilities } from "../cluster/versions.ts";

/** What a step changes in the stores and the programs, a line each. @param from undefined where it is not in the list */
export function changesOf(from: ServerRelease | undefined, to: ServerRelease): readonly string[] {
  const pairs = [
    ["schema of the database", from?.schema.main, to.schema.main],
    ["schema of its visibility", from?.schema.visibility, to.schema.visibility],
    ["template of the index", from?.schema.index, to.schema.index],
  ] as const;
  const schemas = pairs.flatMap(([what, before, after]) =>
    before === after ? [] : [`${what} ${before === undefined ? "" : `${before} `}→ ${after}`],
  );
  const [before, after] = [tagOf(from?.images.ui.upstream), tagOf(to.images.ui.upstream)];
  return [
    schemas.length === 0 ? "The schema stays as it is." : schemas.join(", "),
    ...(before === after ? [] : [`Web UI ${before === "" ? "" : `${before} `}→ ${after}`]),
    ...to.changes,
  ];
}

/** Those of the server, which the data goes through; by their ids. */
export function vulnerabilitiesAt(version: string): readonly string[] {
  return vulnerabilities
    .filter(({ setting }) => setting === "TEMPORAL_SERVER_IMAGE")
    .filter(({ since, fixedIn }) => !isOlder(version, since) && isOlder(version, fixedIn))
    .map(({ id }) => id);
}

function tagOf(reference = ""): string {
  return reference.slice(reference.indexOf(":") + 1);
}
