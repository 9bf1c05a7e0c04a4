import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Settings, settingsShape } from "../../cluster/services/index.ts";
import { namesOfCluster } from "../../cluster/services/names-of-cluster.ts";
import { publishedAddress } from "../../cluster/settings/host.ts";
import { instancePrefix } from "../../cluster/settings/instance.ts";
import type { Topology } from "../../cluster/topology.ts";
import { defined } from "../../defined.ts";
import type { Backend } from "../../interfaces/backend.ts";
import type { Clock } from "../../interfaces/clock.ts";
import type { ProcessRunner } from "../../interfaces/processes.ts";
import { createComposeBackend } from "./compose-backend.ts";
import { type Compose, createCompose } from "./compose-cli.ts";
import { composeEnvironment } from "./compose-environment.ts";
import { composeFiles } from "./compose-files.ts";
import type { EngineControl } from "./engine/engine-control.ts";
import { rememberHashes } from "./remembered-hashes.ts";

/** Laid over the others, each over those before it. */
const securityFiles: Readonly<Record<string, readonly string[]>> = {
  off: [],
  tls: ["security-tls.yml"],
  full: ["security-tls.yml", "security-full.yml"],
};

function securityFilesFor({ TEMPORAL_SECURITY: security, ...values }: Settings): readonly string[] {
  if (security !== "full") return securityFiles[security] ?? [];
  return [...(securityFiles.full ?? []), ...(values.TEMPORAL_OIDC_ISSUER === "" ? [] : ["login-provider.yml"])];
}

export interface ComposeBackendPlace {
  readonly engine: EngineControl;
  readonly clock: Clock;
  readonly processes: ProcessRunner;
  readonly cluster: { readonly values: Settings; readonly topology: Topology };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Holds the compose files. */
  readonly folder: string;
  /** Where the hashes of the last time are kept. */
  readonly memoryFile: string;
  /** Absent where containers have no certificates. */
  readonly secured?: {
    /** Absolute path of the folder of those that they mount. */
    readonly certificates: string;
    /** Variables of which each is another one where a secret is another. */
    readonly marks: () => Readonly<Record<string, string>>;
  };
  /** Absolute path of the settings file that was read. */
  readonly settingsFile?: string;
  /** Absolute path of the user's own compose file. */
  readonly overlay?: string;
}

/** Docker Compose on the cluster's files, with the settings as variables. */
export function openComposeBackend(place: ComposeBackendPlace): Backend {
  const { engine, clock, processes, cluster, environment, folder, memoryFile, settingsFile, overlay, secured } = place;
  const { instance } = cluster.topology;
  let found: readonly string[] | undefined;
  const files = (): readonly string[] =>
    (found ??= composeFiles(folder, cluster.topology, securityFilesFor(cluster.values)));
  // Not once: a start makes what the mark is made of.
  const variables = () => (secured === undefined ? {} : securedVariables(secured, cluster.values));
  const compose = (images: Readonly<Record<string, string>>): Compose => {
    const made = createCompose(processes, {
      folder,
      files: files(),
      project: instancePrefix(instance),
      environment: { ...composeEnvironment({ ...cluster, images }, environment), ...variables() },
      ...defined({ settingsFile, overlay }),
    });
    // It may read variables and files of its own, so nothing is known of it but by asking.
    if (overlay !== undefined) return made;
    return rememberHashes(made, {
      file: memoryFile,
      inputs: () => [
        folder,
        ...files().map((file) => readFileSync(join(folder, file), "utf8")),
        JSON.stringify({ ...composeEnvironment({ ...cluster, images }, {}), ...variables() }),
      ],
    });
  };
  const own = Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return createComposeBackend({
    ...{ engine, compose, clock, processes, instance, files },
    storeNetwork: secured === undefined ? "temporal-network" : "temporal-store-network",
    environment: Object.fromEntries(own) as Readonly<Record<string, string>>,
  });
}

/** What the files of a secured cluster ask for beside the settings. */
function securedVariables(
  { certificates, marks }: NonNullable<ComposeBackendPlace["secured"]>,
  values: Settings,
): Readonly<Record<string, string>> {
  const { TEMPORAL_CORS_ORIGINS: origins } = values;
  const isNamed = origins !== settingsShape.TEMPORAL_CORS_ORIGINS.defaultValue;
  return {
    TEMPORAL_CERTIFICATES: certificates,
    ...marks(),
    TEMPORAL_NAMES: namesOfCluster(values).map(publishedAddress).join(","),
    // Pages of strangers may call the API only where somebody has named them.
    TEMPORAL_SECURED_ORIGINS: isNamed ? origins : "",
  };
}
