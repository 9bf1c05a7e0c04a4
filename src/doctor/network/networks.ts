// cspell:ignore veth virbr

import type { EngineInfo, NetworkFacts } from "../../interfaces/engine-facts.ts";
import { networkName } from "../../plan/name-blockers.ts";
import { type Check, type Finding, obstacle, ok, warning } from "../check.ts";
import { type AddressPool, countFree, defaultPools, overlaps, parseSubnet, type Range } from "./subnets.ts";

interface NetworksSeen {
  /** The name of our network. */
  readonly name: string;
  readonly networks: readonly NetworkFacts[];
  readonly routes: readonly { readonly name: string; readonly cidr: string }[];
  /** From which the engine takes ranges; undefined where that is not known. */
  readonly pools: readonly AddressPool[] | undefined;
}

/** So few networks that the next start of another project may find none. */
const fewNetworks = 3;

export const networks: Check = {
  id: "networks",
  group: "machine",
  title: "networks",
  needs: ["engine", "settings"],
  starts: "creating",
  async look(world) {
    const [{ info }, { values }, engine] = await Promise.all([world.engineInfo(), world.settings(), world.engine()]);
    const [found, routes] = await Promise.all([engine.networks(), world.host.routes()]);
    const name = networkName(values.TEMPORAL_INSTANCE);
    return [interpretNetworks({ name, networks: found, routes, pools: poolsOf(info) })];
  },
};

/** Podman has others, and does not tell them. */
function poolsOf({ product, addressPools }: EngineInfo): readonly AddressPool[] | undefined {
  return addressPools ?? (product === "Docker Engine" ? defaultPools : undefined);
}

/** Interfaces that engines make for their networks themselves. */
const ofEngine = /^(?:br-|docker|podman|cni|veth|lxc|virbr)/;

export function interpretNetworks(found: NetworksSeen): Finding {
  const { name, networks: all, routes } = found;
  const ours = all.find((network) => network.name === name);
  if (ours === undefined) return interpretRoom(found);
  const subnets = rangesOf(ours.subnets);
  const clash = routes.find(
    (route) =>
      !ofEngine.test(route.name) && rangesOf([route.cidr]).some((range) => subnets.some((own) => overlaps(own, range))),
  );
  if (clash === undefined) {
    return ok(
      `${name} has ${ours.subnets.join(", ")}, which nothing else uses; containers of other projects that join it reach the server as temporal:7233, which host.docker.internal does not on Linux`,
    );
  }
  return warning(
    `${name} has ${ours.subnets.join(", ")}, and ${clash.name} leads to ${clash.cidr}: containers do not reach what is there`,
    'temporal-start down, give the engine other "default-address-pools" in daemon.json, then temporal-start start',
  );
}

/**
 * Only what the engine's own networks use up is certain: since version 23 Docker passes by the routes of this
 * machine that lead through a gateway, as a VPN's often do, and a table of routes says little of that.
 */
function interpretRoom({ networks: all, routes, pools }: NetworksSeen): Finding {
  if (pools === undefined) return ok("not known: the engine does not tell its address ranges");
  const taken = rangesOf(all.flatMap(({ subnets }) => subnets));
  const led = rangesOf(routes.map(({ cidr }) => cidr));
  const todo =
    'docker network prune removes those without containers; "default-address-pools" in daemon.json gives more';
  if (countFree(pools, taken, fewNetworks) === 0) {
    return obstacle({
      code: "ADDRESSES_EXHAUSTED",
      seen: "the engine has no address range left for another network",
      todo,
    });
  }
  const free = countFree(pools, [...taken, ...led], fewNetworks);
  if (free === 0) return warning("this machine has routes, as of a VPN, into every address range that is left", todo);
  return free < fewNetworks
    ? warning(`the engine has address ranges for ${String(free)} more networks only`, todo)
    : ok("the engine has address ranges left");
}

function rangesOf(cidrs: readonly string[]): readonly Range[] {
  return cidrs.flatMap((cidr) => parseSubnet(cidr) ?? []);
}
