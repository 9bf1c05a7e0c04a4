import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { cleanEnvironment } from "../cluster/environment.ts";
import type { OurCluster } from "../cluster/ours.ts";
import { entryFile, scratchFolder } from "../harness/folders.ts";
import { mustRun } from "../measure/child.ts";

/** What goes wrong in a round, between a start and the next one. */
export const faults = [
  "none",
  "tool killed in start",
  "tool killed in stop",
  "tool killed in restart",
  "tool killed in down",
  "container killed",
] as const;

export type Fault = (typeof faults)[number];

export interface FaultScene {
  readonly cluster: OurCluster;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

const containers = ["temporal-postgres", "temporal-elasticsearch", "temporal-server", "temporal-web", "temporal-cli"];
/** A start of a stopped cluster takes about that long, everything else less. */
const longestDelayMs = { start: 4_000, stop: 2_000, restart: 5_500, down: 2_500 } as const;

/** Makes it go wrong, in a healthy cluster. @returns what was done, for the report */
export async function commit(fault: Fault, { cluster, random, signal }: FaultScene): Promise<string> {
  switch (fault) {
    case "none":
      return "nothing";
    case "container killed": {
      const name = cluster.container(containers[Math.floor(random() * containers.length)] ?? "temporal-server");
      await mustRun("docker", ["kill", name], { signal, env: cleanEnvironment() });
      return `docker kill ${name}`;
    }
    default: {
      const command = fault.replace("tool killed in ", "") as keyof typeof longestDelayMs;
      if (command === "start") await cluster.run("stop");
      const delayMs = Math.round(random() * longestDelayMs[command]);
      await killed(cluster, command, delayMs, signal);
      return `kill -9 of ${command} after ${String(delayMs)} ms`;
    }
  }
}

async function killed(cluster: OurCluster, command: string, delayMs: number, signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [entryFile, "--instance", cluster.instance, command], {
    cwd: scratchFolder,
    env: { ...cleanEnvironment() },
    stdio: "ignore",
  });
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => {
      resolve();
    });
  });
  await Promise.race([ended, sleep(delayMs, undefined, { signal })]);
  child.kill("SIGKILL");
  await ended;
}
