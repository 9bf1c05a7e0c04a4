import { instanceName } from "../cluster/settings/instance.ts";
import { ownUnits, type Topology, type Unit } from "../cluster/topology.ts";
import { defined } from "../defined.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { VolumeFacts } from "../interfaces/engine-facts.ts";
import type { Snapshot } from "../plan/observed-state.ts";

export interface VersionsSeen extends Pick<Snapshot, "containers" | "volumes"> {
  readonly topology: Topology;
  /** One that is on the engine; without it a volume that no container has is taken by its label. */
  readonly image: string | undefined;
}

/**
 * The volumes, labelled with the version that the data itself tells. A volume keeps its label when other data is put into
 * it, and one that was moved here may have none.
 */
export function withTrueVersions(engine: ContainerEngine, seen: VersionsSeen): Promise<readonly VolumeFacts[]> {
  const keepers = ownUnits(seen.topology).flatMap((unit) =>
    unit.volumes.map(({ name, versionFile }) => ({
      unit,
      versionFile,
      volume: instanceName(seen.topology.instance, name),
    })),
  );
  return Promise.all(
    seen.volumes.map(async (volume) => {
      const { unit, versionFile } = keepers.find((keeper) => keeper.volume === volume.name) ?? {};
      if (unit === undefined || versionFile === undefined) return volume;
      const found = (await readVersion(engine, unit, volume, versionFile, seen))?.trim();
      // Its container has no such file where data is half in place: then nobody knows the version.
      if (found === undefined && seen.containers.has(unit.name)) {
        const { dataVersion: _, ...others } = volume.marks;
        return { ...volume, marks: others };
      }
      return { ...volume, marks: { ...volume.marks, ...defined({ dataVersion: found }) } };
    }),
  );
}

async function readVersion(
  engine: ContainerEngine,
  unit: Unit,
  { name: volume }: VolumeFacts,
  path: string,
  { containers, topology, image }: VersionsSeen,
): Promise<string | undefined> {
  const container = containers.get(unit.name);
  if (container !== undefined) return engine.readText(container.id, path);
  if (image === undefined) return undefined;
  return engine.readVolumeText({ volume, path, image, instance: topology.instance });
}
