import { dirname } from "node:path";
import { isOf } from "../cluster/settings/instance.ts";
import type { Topology } from "../cluster/topology.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";

/** What a server has archived into its own container, which has no volume for it. */
export interface Archive {
  readonly container: string;
  readonly folders: readonly string[];
  readonly files: number;
}

/** As the file store of the server calls what it archives. */
const archived = /\.(?:history|visibility)$/;

/** Of all servers of an instance, also of those that are no part of it any more; a container need not run. */
export async function archivesIn(
  engine: Pick<ContainerEngine, "writtenPaths">,
  all: readonly ContainerFacts[],
  { instance }: Pick<Topology, "instance">,
): Promise<readonly Archive[]> {
  const servers = all.filter((container) => isOf(instance, container) && container.marks.service === "temporal-server");
  const found = await Promise.all(
    servers.map(async ({ id, name }): Promise<Archive> => {
      const files = ((await engine.writtenPaths(id)) ?? []).filter((path) => archived.test(path));
      return {
        container: name,
        folders: [...new Set(files.map((path) => dirname(path)))].toSorted(),
        files: files.length,
      };
    }),
  );
  return found.filter(({ files }) => files > 0);
}

export function describeArchive({ container, folders, files }: Archive): string {
  return `${String(files)} archived ${files === 1 ? "file is" : "files are"} in the container ${container}, in ${folders.join(" and ")}, and ${files === 1 ? "is" : "are"} lost with it`;
}

/** What keeps them. */
export function saveArchive({ container, folders }: Archive): string {
  const copies = folders.map((folder) => `docker cp ${container}:${folder} FOLDER`);
  return `Copy them out (${copies.join("; ")}), then remove it (docker rm --force ${container})`;
}
