import { architecture } from "./architecture.ts";
import type { Check } from "./check.ts";
import { clock } from "./clock.ts";
import { composeVersion } from "./compose-version.ts";
import { dataVolumes } from "./data-volumes.ts";
import { disk } from "./disk.ts";
import { enginePermission } from "./engine-permission.ts";
import { engineReachable } from "./engine-reachable.ts";
import { engineVersion } from "./engine-version.ts";
import { images } from "./images.ts";
import { inotifyInstances, inotifyWatches, memoryMaps, openFiles } from "./kernel-limits.ts";
import { memory } from "./memory.ts";
import { names } from "./names.ts";
import { networks } from "./networks.ts";
import { ports } from "./ports.ts";
import { proxies } from "./proxies.ts";
import { schema } from "./schema.ts";
import { settings } from "./settings.ts";
import { knownVulnerabilities } from "./vulnerabilities.ts";

/** THE list of checks, in the order in which they are shown. */
export const checks: readonly Check[] = [
  engineReachable,
  enginePermission,
  engineVersion,
  composeVersion,
  architecture,
  memory,
  disk,
  memoryMaps,
  openFiles,
  inotifyInstances,
  inotifyWatches,
  clock,
  proxies,
  networks,
  ports,
  names,
  images,
  dataVolumes,
  schema,
  settings,
  knownVulnerabilities,
];
