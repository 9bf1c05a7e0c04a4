import { join } from "node:path";
import { composeFolder, entryFile, packageFolder, scratchFolder } from "../harness/folders.ts";
import { type Ended, mustRun, requireSuccess, runChild } from "../measure/child.ts";
import { cleanEnvironment } from "./environment.ts";
import type { ClusterImages } from "./images.ts";
import { type ClusterPorts, portsOf } from "./ports.ts";
import { ofInstance, removeObjects } from "./remove.ts";

/** A cluster handled by the program, and by hand with the program's compose file. */
export interface OurCluster {
  readonly instance: string;
  readonly ports: ClusterPorts;
  readonly selector: `${string}=${string}`;
  container(service: string): string;
  /** Runs the program to a successful end. */
  run(...args: readonly string[]): Promise<Ended>;
  /** Runs it whatever its exit code says. */
  attempt(...args: readonly string[]): Promise<Ended>;
  /** Runs docker compose on the same cluster as a person would, with the same settings. */
  byHand(...args: readonly string[]): Promise<Ended>;
  up(): Promise<void>;
  remove(): Promise<void>;
}

/** @param set settings of its own, `KEY=value` */
export function ourCluster(
  instance: string,
  images: ClusterImages,
  signal: AbortSignal,
  set: readonly string[] = [],
): OurCluster {
  const ports = portsOf(instance);
  const program = [entryFile, "--instance", instance, ...set.flatMap((one) => ["--set", one])];
  const options = { signal, cwd: scratchFolder, env: cleanEnvironment() };
  const compose = [
    ...["compose", "--project-name", `temporal-${instance}`, "--project-directory", composeFolder],
    ...["--env-file", join(packageFolder, "temporal.env"), "--file", join(composeFolder, "compose.yml")],
  ];
  const settings = { ...options.env, ...images, ...settingsOf(instance) };
  let isUp = false;
  const attempt = (...args: readonly string[]): Promise<Ended> =>
    runChild(process.execPath, [...program, ...args], options);
  return {
    instance,
    ports,
    selector: ofInstance(instance),
    container: (service) => service.replace(/^temporal/, `temporal-${instance}`),
    attempt,
    run: async (...args) => requireSuccess(await attempt(...args), ["temporal-start", ...args]),
    byHand: (...args) => mustRun("docker", [...compose, ...args], { signal, env: settings }),
    async up() {
      if (!isUp) requireSuccess(await attempt("start"), ["temporal-start", "start"]);
      isUp = true;
    },
    async remove() {
      isUp = false;
      await removeObjects(ofInstance(instance), signal);
    },
  };
}

/** What the program would hand to compose for an instance. */
export function settingsOf(instance: string): Readonly<Record<string, string>> {
  const ports = portsOf(instance);
  return {
    TEMPORAL_INSTANCE: instance,
    POSTGRES_PORT: String(ports.postgres),
    ELASTICSEARCH_PORT: String(ports.elasticsearch),
    TEMPORAL_SERVER_PORT: String(ports.server),
    TEMPORAL_WEB_PORT: String(ports.web),
  };
}
