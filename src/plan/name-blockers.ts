import { instanceName, isOf } from "../cluster/settings/instance.ts";
import type { Marks, NetworkFacts } from "../interfaces/engine-facts.ts";
import type { Blocker } from "./blocker.ts";
import type { Snapshot } from "./observed-state.ts";

/** As compose/compose.yml calls it in the default instance. */
export const networkName = (instance: string): string => instanceName(instance, "temporal-network");
/** As compose/security-tls.yml calls it. */
const storeNetworkName = (instance: string): string => instanceName(instance, "temporal-store-network");

export type Named = Pick<Snapshot, "containers" | "strangers" | "volumes"> & {
  /** All that the engine has. */
  readonly networks: readonly NetworkFacts[];
};

/** Containers, networks and volumes of somebody else that have our names. */
export function nameBlockers(
  instance: string,
  { containers, strangers, networks, volumes }: Named,
): readonly Blocker[] {
  const ours = [networkName(instance), storeNetworkName(instance)];
  const otherNetworks = networks.filter((found) => ours.includes(found.name) && !isOf(instance, found));
  // A volume without any label may have been made by hand, for data that was brought here. Where our containers are
  // there, they use it.
  const otherVolumes = volumes.filter(
    (found) => containers.size === 0 && found.marks.project !== undefined && !isOf(instance, found),
  );
  return [
    ...strangers.map(({ name, marks: worn }) =>
      taken("container", name, worn, `Rename or remove it (docker rename ${name} ${name}-old)`),
    ),
    ...otherNetworks.map(({ name, marks: worn }) =>
      taken("network", name, worn, `Remove it where nobody needs it (docker network rm ${name})`),
    ),
    ...otherVolumes.map(({ name, marks: worn }) =>
      taken("volume", name, worn, `Remove it where nobody needs its data (docker volume rm ${name})`),
    ),
  ];
}

function taken(what: string, name: string, worn: Marks, way: string): Blocker {
  const project = worn.project;
  const owner =
    project === undefined ? "was not created by temporal-start" : `belongs to the compose project "${project}"`;
  return {
    code: "NAME_TAKEN",
    message: `A ${what} named ${name} exists and ${owner}.`,
    hint: `${way}, or start under other names: --instance NAME.`,
  };
}
