// cspell:ignore veth virbr
import type { EngineInfo, NetworkFacts } from "../runtime/ports.ts";
import { instanceName } from "../settings/instance.ts";
import { type Check, type Finding, failure, ok, warning } from "./check.ts";
import { countFree, defaultPools, overlaps, parseSubnet, type Range } from "./subnets.ts";

interface NetworksSeen {
  /** The name of our network. */
  readonly name: string;
  readonly networks: readonly NetworkFacts[];
  readonly routes: readonly { readonly name: string; readonly cidr: string }[];
  readonly addressPools: EngineInfo["addressPools"];
}

/** So few networks that the next start of another project may find none. */
const fewNetworks = 3;

export const networks: Check = {
  id: "networks",
  group: "machine",
  title: "networks",
  needs: ["engine", "settings"],
  async look(world) {
    const [{ info }, { values }, engine] = await Promise.all([world.engineInfo(), world.settings(), world.engine()]);
    const [found, routes] = await Promise.all([engine.networks(), world.host.routes()]);
    const name = instanceName(values.TEMPORAL_INSTANCE, "temporal-network");
    return [interpretNetworks({ name, networks: found, routes, addressPools: info.addressPools })];
  },
};

/** Interfaces that engines make for their networks themselves. */
const ofEngine = /^(?:br-|docker|podman|cni|veth|lxc|virbr)/;

export function interpretNetworks({ name, networks: all, routes, addressPools }: NetworksSeen): Finding {
  const ours = all.find((network) => network.name === name);
  if (ours === undefined) return interpretRoom(all, routes, addressPools);
  const subnets = rangesOf(ours.subnets);
  const clash = routes.find(
    (route) =>
      !ofEngine.test(route.name) && rangesOf([route.cidr]).some((range) => subnets.some((own) => overlaps(own, range))),
  );
  if (clash === undefined) return ok(`${name} has ${ours.subnets.join(", ")}, which nothing else uses`);
  return warning(
    `${name} has ${ours.subnets.join(", ")}, and ${clash.name} leads to ${clash.cidr}: containers do not reach what is there`,
    'temporal-start down, give the engine other "default-address-pools" in daemon.json, then temporal-start start',
  );
}

function interpretRoom(
  all: readonly NetworkFacts[],
  routes: NetworksSeen["routes"],
  addressPools: EngineInfo["addressPools"],
): Finding {
  const used = rangesOf([...all.flatMap(({ subnets }) => subnets), ...routes.map(({ cidr }) => cidr)]);
  const free = countFree(addressPools ?? defaultPools, used, fewNetworks);
  const todo =
    'docker network prune removes those without containers; "default-address-pools" in daemon.json gives more';
  if (free === 0) return failure("the engine has no address range left for another network", todo);
  return free < fewNetworks
    ? warning(`the engine has address ranges for ${String(free)} more networks only`, todo)
    : ok("the engine has address ranges left");
}

function rangesOf(cidrs: readonly string[]): readonly Range[] {
  return cidrs.flatMap((cidr) => parseSubnet(cidr) ?? []);
}
