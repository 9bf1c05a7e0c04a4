import type { Check } from "./check.ts";
import { archival } from "./cluster/archival.ts";
import { dataVolumes } from "./cluster/data-volumes.ts";
import { schema } from "./cluster/database-schema.ts";
import { dynamicConfig } from "./cluster/dynamic-config.ts";
import { images } from "./cluster/images.ts";
import { lastBackup } from "./cluster/last-backup.ts";
import { memoryUse } from "./cluster/memory-use.ts";
import { overlay } from "./cluster/overlay.ts";
import { runningCluster } from "./cluster/running-cluster.ts";
import { settings } from "./cluster/settings.ts";
import { throwAway } from "./cluster/throw-away.ts";
import { knownVulnerabilities } from "./cluster/vulnerabilities.ts";
import { architecture } from "./engine/architecture.ts";
import { composeVersion } from "./engine/compose-version.ts";
import { enginePermission } from "./engine/engine-permission.ts";
import { engineReachable } from "./engine/engine-reachable.ts";
import { engineVersion } from "./engine/engine-version.ts";
import { proxies } from "./engine/proxies.ts";
import { clock } from "./machine/clock.ts";
import { disk } from "./machine/disk.ts";
import { inotifyInstances, inotifyWatches, memoryMaps, openFiles } from "./machine/kernel-limits.ts";
import { memory } from "./machine/memory.ts";
import { processors } from "./machine/processors.ts";
import { names } from "./network/names.ts";
import { networks } from "./network/networks.ts";
import { ports } from "./network/ports.ts";

/** THE list of checks, in the order in which they are shown. */
export const checks: readonly Check[] = [
  engineReachable,
  enginePermission,
  engineVersion,
  composeVersion,
  architecture,
  memory,
  processors,
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
  runningCluster,
  memoryUse,
  lastBackup,
  throwAway,
  archival,
  settings,
  dynamicConfig,
  overlay,
  knownVulnerabilities,
];
