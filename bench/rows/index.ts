import type { Row } from "../harness/bench.ts";
import { backup } from "./backup.ts";
import { cliStart } from "./cli-start.ts";
import { coldStart, criticalPath } from "./cold-start.ts";
import { growth } from "./growth.ts";
import { idleCost, memory } from "./idle.ts";
import { imageBuild } from "./image-build.ts";
import { logs } from "./logs.ts";
import { namespaces } from "./namespaces.ts";
import { restartWeb } from "./restart-web.ts";
import { secured } from "./secured.ts";
import { startRunning } from "./start-running.ts";
import { status } from "./status.ts";
import { stop, warmStart } from "./stop.ts";
import { throughput } from "./throughput.ts";

/** In the order of the table; neighbours need the same clusters. */
export const rows: readonly Row[] = [
  cliStart,
  status,
  coldStart,
  criticalPath,
  warmStart,
  stop,
  startRunning,
  restartWeb,
  namespaces,
  throughput,
  secured,
  backup,
  growth,
  idleCost,
  memory,
  logs,
  imageBuild,
];
