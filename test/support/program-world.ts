import type { FakeCluster } from "./fake-cluster.ts";
import { type FakeEngineServer, serveEngine } from "./fake-engine-server.ts";
import { fakeDockerSource, installProgram } from "./program-file.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface World {
  readonly environment: Readonly<Record<string, string>>;
  readonly server: FakeEngineServer;
}

/** A fake engine and a fake docker for another process, under ports that no cluster on this machine uses. */
export async function worldOf(cluster: FakeCluster, hangsOn?: (args: readonly string[]) => boolean): Promise<World> {
  const server = await serveEngine(cluster, hangsOn);
  const PATH = await installProgram(await temporaryFolder(), "docker", fakeDockerSource);
  return { server, environment: { PATH, HOME: await temporaryFolder(), DOCKER_HOST: server.address } };
}
