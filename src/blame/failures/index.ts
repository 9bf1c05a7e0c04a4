import { containerFailures } from "./container.ts";
import { databaseLoginFailures } from "./database-login.ts";
import { elasticsearchFailures } from "./elasticsearch.ts";
import { elasticsearchDataFailures } from "./elasticsearch-data.ts";
import { engineFailures } from "./engine.ts";
import { engineAccessFailures } from "./engine-access.ts";
import type { KnownFailure } from "./failure.ts";
import { postgresFailures } from "./postgres.ts";
import { postgresDataFailures } from "./postgres-data.ts";
import { registryFailures } from "./registry.ts";
import { schemaFailures } from "./schema.ts";
import { serverFailures } from "./server.ts";
import { webFailures } from "./web.ts";

/** THE list of known failures, in groups as docs/failures.md shows them. */
export const failureGroups: readonly { readonly title: string; readonly failures: readonly KnownFailure[] }[] = [
  { title: "PostgreSQL", failures: [...postgresFailures, ...postgresDataFailures, ...databaseLoginFailures] },
  { title: "Elasticsearch", failures: [...elasticsearchFailures, ...elasticsearchDataFailures] },
  { title: "Schema set-up", failures: schemaFailures },
  { title: "Temporal Server", failures: serverFailures },
  { title: "Web UI", failures: webFailures },
  { title: "Any container", failures: containerFailures },
  { title: "Docker Engine", failures: [...engineFailures, ...engineAccessFailures] },
  { title: "Image registries", failures: registryFailures },
];

export const knownFailures: readonly KnownFailure[] = failureGroups.flatMap(({ failures }) => failures);
