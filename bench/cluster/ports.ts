import { createServer } from "node:net";
import { instancePortOffset } from "../../src/cluster/settings/instance.ts";
import { BenchError } from "../harness/bench-error.ts";

export interface ClusterPorts {
  readonly postgres: number;
  readonly elasticsearch: number;
  readonly server: number;
  readonly web: number;
}

/** The ports of an instance follow from its name. */
export function portsOf(instance: string): ClusterPorts {
  const offset = instancePortOffset(instance);
  return { postgres: 5433 + offset, elasticsearch: 9200 + offset, server: 7233 + offset, web: 8088 + offset };
}

function allPorts(instance: string): readonly number[] {
  const { postgres, elasticsearch, server, web } = portsOf(instance);
  return [postgres, elasticsearch, server, web];
}

/** The first of a few names whose ports, and those of what is named after it, no program of this machine holds. */
export async function freeInstance(name: string, suffixes: readonly string[]): Promise<string> {
  for (const candidate of [name, ...["b", "c", "d", "e"].map((letter) => `${name}-${letter}`)]) {
    const ports = suffixes.flatMap((suffix) => allPorts(`${candidate}${suffix}`));
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return candidate;
  }
  throw new BenchError(`No name like ${name} has free ports. End the programs that hold them.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
