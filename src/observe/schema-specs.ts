import { schemaVersionsOf } from "../cluster/versions.ts";
import { defined } from "../defined.ts";
import type { ProbeSpec } from "../probes/probe.ts";

/** Asks for the schema of each of Temporal's databases, by the login of the one that is named. */
export function schemaSpecs(
  spec: Extract<ProbeSpec, { readonly kind: "postgresql" }>,
  serverVersion: string | undefined,
): readonly Extract<ProbeSpec, { readonly kind: "schema" }>[] {
  return schemaVersionsOf(serverVersion).map(({ suffix, firstTable, expected }) => {
    // The first of the two tells whose data it is.
    const server = suffix === "" ? serverVersion : undefined;
    return {
      ...spec,
      ...{ kind: "schema", database: `${spec.database}${suffix}`, firstTable, expected },
      ...defined({ server }),
    };
  });
}
