import { join } from "node:path";
import { benchFolder } from "../harness/folders.ts";
import { type Ended, mustRun } from "../measure/child.ts";
import { buildAutoSetupImage } from "./auto-setup-image.ts";
import { cleanEnvironment } from "./environment.ts";
import type { ClusterImages } from "./images.ts";
import { type ClusterPorts, portsOf } from "./ports.ts";
import { ofProject, removeObjects } from "./remove.ts";

/** The cluster of bench/reference, handled with docker compose. */
export interface ReferenceCluster {
  readonly ports: ClusterPorts;
  readonly selector: `${string}=${string}`;
  compose(...args: readonly string[]): Promise<Ended>;
  /** With the health checks of the official file's successor, for the row that measures them. */
  composeWithChecks(...args: readonly string[]): Promise<Ended>;
  remove(): Promise<void>;
}

export function referenceCluster(name: string, images: ClusterImages, signal: AbortSignal): ReferenceCluster {
  const ports = portsOf(name);
  const project = `temporal-${name}`;
  const file = (base: string): string[] => ["--file", join(benchFolder, "reference", base)];
  const env = async (): Promise<Readonly<Record<string, string>>> => {
    image ??= buildAutoSetupImage(images, signal);
    return {
      ...cleanEnvironment(),
      BENCH_POSTGRES_IMAGE: images.POSTGRES_IMAGE,
      BENCH_ELASTICSEARCH_IMAGE: images.ELASTICSEARCH_IMAGE,
      BENCH_CLI_IMAGE: images.TEMPORAL_CLI_IMAGE,
      BENCH_WEB_IMAGE: images.TEMPORAL_WEB_IMAGE,
      BENCH_AUTO_SETUP_IMAGE: await image,
      BENCH_SERVER_PORT: String(ports.server),
      BENCH_WEB_PORT: String(ports.web),
    };
  };
  let image: Promise<string> | undefined;
  const compose = async (files: readonly string[], args: readonly string[]): Promise<Ended> => {
    const line = ["compose", "--project-name", project, ...files, ...args];
    return mustRun("docker", line, { signal, env: await env() });
  };
  return {
    ports,
    selector: ofProject(project),
    compose: (...args) => compose(file("compose.yml"), args),
    composeWithChecks: (...args) => compose([...file("compose.yml"), ...file("health-checks.yml")], args),
    remove: () => removeObjects(ofProject(project), signal),
  };
}
