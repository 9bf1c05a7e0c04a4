import { join } from "node:path";
import { cleanEnvironment } from "../cluster/environment.ts";
import type { OurCluster } from "../cluster/ours.ts";
import { type Ended, mustRun } from "../measure/child.ts";
import { untilUsable } from "../probe/until-usable.ts";

const index = "temporal_visibility_v1_dev";

export type Taken = Pick<Ended, "ms" | "peakBytes">;

/** Its memory is that of others. */
async function timed(work: () => Promise<unknown>): Promise<Taken> {
  const startedMs = performance.now();
  await work();
  return { ms: performance.now() - startedMs, peakBytes: 0 };
}

async function shell(script: string, words: readonly string[], signal: AbortSignal): Promise<void> {
  await mustRun("sh", ["-euc", script, "sh", ...words], { signal, env: cleanEnvironment() });
}

const curl = "curl -fsS -H 'content-type: application/json' -o /dev/null";

/** Where snapshots go. */
export function prepareByHand({ ports }: OurCluster, folder: string, signal: AbortSignal): Promise<void> {
  const body = JSON.stringify({ type: "fs", settings: { location: "/usr/share/elasticsearch/data/snapshots" } });
  const url = `http://127.0.0.1:${String(ports.elasticsearch)}`;
  return shell(`${curl} -X PUT "$1/_snapshot/bench" -d "$2"; : >"$3"`, [url, body, join(folder, "dump")], signal);
}

/** Both databases and the index, as a person does it. */
export async function backUpByHand(ours: OurCluster, folder: string, signal: AbortSignal): Promise<Taken> {
  const words = [
    ours.container("temporal-postgres"),
    join(folder, "dump"),
    `http://127.0.0.1:${String(ours.ports.elasticsearch)}/_snapshot/bench/one`,
  ];
  await shell(`${curl} -X DELETE "$3" || true`, words, signal);
  return timed(() =>
    shell(
      `docker exec "$1" pg_dump -U temporal -h 127.0.0.1 -Fc temporal >"$2"
docker exec "$1" pg_dump -U temporal -h 127.0.0.1 -Fc temporal_visibility >"$2.visibility"
${curl} -X PUT "$3?wait_for_completion=true" -d '{"indices":"${index}"}'`,
      words,
      signal,
    ),
  );
}

export async function restoreByHand(ours: OurCluster, folder: string, signal: AbortSignal): Promise<Taken> {
  const url = `http://127.0.0.1:${String(ours.ports.elasticsearch)}`;
  const words = [ours.container("temporal-postgres"), join(folder, "dump"), url];
  // While it runs, the cluster can be used.
  const stopped = await timed(() => ours.byHand("stop", "temporal-server"));
  const { ms } = await untilUsable(
    ours.ports,
    async () => {
      await shell(
        `docker exec "$1" psql -U temporal -h 127.0.0.1 -Xq -c 'DROP DATABASE temporal WITH (FORCE)' -c 'CREATE DATABASE temporal' postgres
docker exec -i "$1" pg_restore -U temporal -h 127.0.0.1 -d temporal --no-owner --exit-on-error <"$2"
${curl} -X DELETE "$3/${index}"
${curl} -X POST "$3/_snapshot/bench/one/_restore?wait_for_completion=true" -d '{"indices":"${index}"}'`,
        words,
        signal,
      );
      await ours.byHand("start", "temporal-server");
    },
    signal,
  );
  return { ms: stopped.ms + ms, peakBytes: 0 };
}
