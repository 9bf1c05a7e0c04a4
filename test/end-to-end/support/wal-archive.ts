import type { Cluster } from "./cluster.ts";
import { docker } from "./docker.ts";

const folder = "/var/lib/postgresql/data";

/** Sets `last` to the last whole file of the first slot. */
export const lastOfFirst = "first=$(ls -d temporal_start_wal_* | head -n 1); for last in $first/*.gz; do :; done";

/** What a shell script says in the folder of the archive. */
export function inWalArchive(cluster: Cluster, script: string): Promise<string> {
  const volume = `${cluster.named("temporal-postgres-wal")}:${folder}`;
  const run = ["run", "--rm", "--volume", volume, "--entrypoint", "sh", "temporal-start/postgres:15"];
  return docker(...run, "-c", `cd ${folder}; ${script}`);
}
