import { createServer } from "node:net";
import { instancePortOffset } from "../../../src/cluster/settings/instance.ts";

export const defaultPorts = {
  "temporal-postgres": 5433,
  "temporal-elasticsearch": 9200,
  "temporal-server": 7233,
  "temporal-web": 8088,
} as const;

export type PublishedService = keyof typeof defaultPorts;

/** The ports of an instance follow from its name; a program of this machine may hold one of them. */
export async function freeInstance(name: string): Promise<string> {
  for (const candidate of [name, ...["b", "c", "d", "e"].map((letter) => `${name}-${letter}`)]) {
    const offset = instancePortOffset(candidate);
    const free = await Promise.all(Object.values(defaultPorts).map((port) => isFree(port + offset)));
    if (free.every(Boolean)) return candidate;
  }
  throw new Error(`No name like ${name} has four free ports.`);
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
