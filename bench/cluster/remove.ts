import { setTimeout as sleep } from "node:timers/promises";
import { mustRun } from "../measure/child.ts";
import { cleanEnvironment } from "./environment.ts";

/** Which objects of the engine: a label with its value. */
export type Selector = `${string}=${string}`;

const instanceLabel = "io.temporal-start.instance";
const projectLabel = "com.docker.compose.project";

export const ofInstance = (instance: string): Selector => `${instanceLabel}=${instance}`;
export const ofProject = (project: string): Selector => `${projectLabel}=${project}`;

/** Removes containers, networks and volumes by label, not by the program: a fault in it must leave nothing behind. */
export async function removeObjects(selector: Selector, signal: AbortSignal): Promise<void> {
  const docker = async (...args: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await mustRun("docker", args, { signal, env: cleanEnvironment() });
    return stdout.split("\n").filter(Boolean);
  };
  const containers = await docker("ps", "--all", "--quiet", "--filter", `label=${selector}`);
  if (containers.length > 0) await docker("rm", "--force", "--volumes", ...containers);
  const networks = await docker("network", "ls", "--quiet", "--filter", `label=${selector}`);
  if (networks.length > 0) await docker("network", "rm", ...networks);
  const volumes = await docker("volume", "ls", "--quiet", "--filter", `label=${selector}`);
  if (volumes.length > 0) await docker("volume", "rm", "--force", ...volumes);
}

/** Names of instances and of compose projects that begin with the prefix and own a container, a network or a volume. */
async function leftovers(prefix: string, signal: AbortSignal): Promise<readonly Selector[]> {
  const found = new Set<Selector>();
  for (const [label, wanted] of [
    [instanceLabel, prefix],
    [projectLabel, `temporal-${prefix}`],
  ] as const) {
    for (const list of [
      ["ps", "--all"],
      ["network", "ls"],
      ["volume", "ls"],
    ]) {
      const args = [...list, "--filter", `label=${label}`, "--format", `{{.Label "${label}"}}`];
      const { stdout } = await mustRun("docker", args, { signal, env: cleanEnvironment() });
      const names = stdout.split("\n").filter((name) => name === wanted || name.startsWith(`${wanted}-`));
      for (const name of names) found.add(`${label}=${name}`);
    }
  }
  return [...found];
}

const rounds = 3;
const betweenRoundsMs = 500;

/** A client that was interrupted may have left the engine creating something: looks again until nothing appears. */
export async function removeLeftovers(prefix: string, signal: AbortSignal): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const found = await leftovers(prefix, signal);
    if (round > 0 && found.length === 0) return;
    for (const selector of found) await removeObjects(selector, signal);
    await sleep(betweenRoundsMs, undefined, { signal });
  }
}
