import { join } from "node:path";
import { inject } from "vitest";
import type { Cluster } from "./cluster.ts";

/** Where the program keeps what it knows of the instance between commands. */
export function instanceFolder({ instance }: Cluster): string {
  return join(inject("clusterRun").folder, "state", "temporal-start", instance);
}
