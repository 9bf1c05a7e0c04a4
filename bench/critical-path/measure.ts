import { join } from "node:path";
import { Client } from "pg";
import { cleanEnvironment } from "../cluster/environment.ts";
import { settingsOf } from "../cluster/ours.ts";
import { portsOf } from "../cluster/ports.ts";
import { ofInstance, removeObjects } from "../cluster/remove.ts";
import type { Bench } from "../harness/bench.ts";
import { benchFolder, composeFolder, packageFolder } from "../harness/folders.ts";
import { type Ended, mustRun } from "../measure/child.ts";
import { pollUntil } from "../probe/poll.ts";
import { temporalProbe } from "../probe/temporal.ts";
import { answers } from "../probe/web.ts";

/** Each link measured with nothing else starting; milliseconds. */
export interface PathTimes {
  /** From nothing (no network, no volume, no container) until it answers from outside. */
  readonly elasticsearch: number;
  readonly postgres: number;
  /** From an existing container, its store being up, until the job has ended. */
  readonly elasticsearchSchema: number;
  readonly postgresSchema: number;
  /** From an existing container, the stores being set up, until SERVING. */
  readonly server: number;
  /** From its registration until a workflow was started in it. */
  readonly namespace: number;
  /** Beside the server, from an existing container until it answers. */
  readonly web: number;
}

/** The slowest chain: what no order of the same services can beat. */
export function pathLength(times: PathTimes): number {
  const stores = Math.max(times.elasticsearch + times.elasticsearchSchema, times.postgres + times.postgresSchema);
  return Math.max(stores + times.server + times.namespace, times.web);
}

export async function measureCriticalPath(bench: Bench): Promise<PathTimes> {
  const { signal } = bench;
  const instance = `${bench.instance}-path`;
  const ports = portsOf(instance);
  const composeFile = join(composeFolder, "compose.yml");
  const env = {
    ...cleanEnvironment(),
    ...bench.images,
    ...settingsOf(instance),
    BENCH_COMPOSE_FILE: composeFile,
  };
  const docker = (...args: readonly string[]): Promise<Ended> => mustRun("docker", args, { signal, env });
  const compose = (...args: readonly string[]): Promise<Ended> =>
    docker(
      ...["compose", "--project-name", `temporal-${instance}`, "--project-directory", composeFolder],
      ...["--env-file", join(packageFolder, "temporal.env"), "--file", composeFile],
      ...["--file", join(benchFolder, "critical-path", "compose.yml"), ...args],
    );
  const container = (name: string): string => `temporal-${instance}-${name}`;
  const timed = async (act: () => Promise<unknown>, ask?: () => Promise<boolean>): Promise<number> => {
    const startedMs = performance.now();
    await act();
    return (ask === undefined ? performance.now() : await pollUntil(ask, signal)) - startedMs;
  };
  const up = (service: string) => (): Promise<Ended> => compose("up", "--detach", "--no-deps", service);
  const start = (name: string) => (): Promise<Ended> => docker("start", container(name));
  const runToEnd = (name: string) => (): Promise<Ended> => docker("start", "--attach", container(name));
  const probe = temporalProbe(ports.server);
  try {
    const elasticsearch = await timed(up("temporal-elasticsearch"), () =>
      answers(`http://127.0.0.1:${String(ports.elasticsearch)}/`),
    );
    const postgres = await timed(up("temporal-postgres"), () => logsIn(ports.postgres));
    const rest = ["schema-postgres", "schema-elasticsearch", "temporal-server", "temporal-web"];
    await compose("up", "--no-start", "--no-deps", ...rest);
    return {
      elasticsearch,
      postgres,
      elasticsearchSchema: await timed(runToEnd("schema-elasticsearch")),
      postgresSchema: await timed(runToEnd("schema-postgres")),
      server: await timed(start("server"), () => probe.isServing()),
      namespace: await timed(
        () => probe.registerNamespace(),
        async () => (await probe.startWorkflow()) !== "",
      ),
      web: await timed(start("web"), () => answers(`http://127.0.0.1:${String(ports.web)}/`)),
    };
  } finally {
    await probe.close();
    // After Ctrl-C the end of the run removes it.
    if (!signal.aborted) await removeObjects(ofInstance(instance), signal);
  }
}

async function logsIn(port: number): Promise<boolean> {
  const identity = { user: "temporal", password: "temporal", database: "temporal" };
  const client = new Client({ host: "127.0.0.1", port, connectionTimeoutMillis: 1_000, ...identity });
  client.on("error", () => undefined);
  await client.connect();
  await client.end();
  return true;
}
