import { schemaVersions } from "../cluster/versions.ts";
import type { ProbeSpec } from "../probes/probe.ts";

/** Asks for the schema of each of Temporal's databases, by the login of the one that is named. */
export function schemaSpecs(
  spec: Extract<ProbeSpec, { readonly kind: "postgresql" }>,
): readonly Extract<ProbeSpec, { readonly kind: "schema" }>[] {
  return schemaVersions.map(({ suffix, firstTable, expected }) => {
    return { ...spec, kind: "schema", database: `${spec.database}${suffix}`, firstTable, expected };
  });
}
