import type { FakeCluster } from "./fake-cluster.ts";
import { serveEngine } from "./fake-engine-server.ts";
import { fakeDockerSource, installProgram } from "./program-file.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** An environment in which a fake engine and a fake docker serve the cluster. */
export async function environmentFor(cluster: FakeCluster): Promise<Readonly<Record<string, string>>> {
  const PATH = await installProgram(await temporaryFolder(), "docker", fakeDockerSource);
  return { PATH, DOCKER_HOST: (await serveEngine(cluster)).address };
}
