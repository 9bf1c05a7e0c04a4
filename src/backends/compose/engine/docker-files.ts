import { buffer } from "node:stream/consumers";
import type Docker from "dockerode";
import { instanceLabel } from "../../../cluster/settings/instance.ts";
import type { VolumeFile } from "../../../interfaces/engine.ts";
import { labelsOf } from "../labels.ts";
import { ownMark } from "../one-off-owner.ts";

const blockBytes = 512;

/** The engine sends a file as a tar archive: a block with its name and its size, and then what is in it. */
export async function readFileOf(
  container: Docker.Container,
  path: string,
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  try {
    const archive = await buffer(await container.getArchive({ path, abortSignal }));
    const size = Number.parseInt(archive.toString("latin1", 124, 136), 8);
    return archive.toString("utf8", blockBytes, blockBytes + size);
  } catch (error) {
    if ((error as { statusCode?: unknown }).statusCode === 404) return undefined;
    throw error;
  }
}

export async function readFileOfVolume(
  docker: Docker,
  { volume, path, image, instance }: VolumeFile,
  abortSignal: AbortSignal,
): Promise<string | undefined> {
  const folder = path.slice(0, path.lastIndexOf("/"));
  const container = await docker.createContainer({
    Image: image,
    Cmd: ["true"],
    Labels: { ...labelsOf({ instance: instanceLabel(instance), awaitedBy: await ownMark() }) },
    HostConfig: { Binds: [`${volume}:${folder}:ro,nocopy`], NetworkMode: "none" },
    abortSignal,
  });
  try {
    return await readFileOf(container, path, abortSignal);
  } finally {
    // Even after an interruption: a container that is left would keep the volume from being removed.
    await container.remove({ force: true });
  }
}
