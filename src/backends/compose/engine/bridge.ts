import { BlockList, isIPv4 } from "node:net";
import { networkInterfaces } from "node:os";

type Interfaces = Readonly<
  Record<string, readonly { readonly family: string; readonly cidr: string | null }[] | undefined>
>;

/** As engines call the bridges that they make. */
const bridge = /^(?:br-|docker|podman|cni)/;

/**
 * Of a container's addresses the one that is on a bridge of this very machine: on Linux it can be reached by whoever is here. An
 * engine in a virtual machine, or one without root, has its bridges elsewhere.
 */
export function onOwnBridge(
  addresses: readonly string[],
  interfaces: Interfaces = networkInterfaces(),
): string | undefined {
  const own = new BlockList();
  for (const [name, found = []] of Object.entries(interfaces)) {
    if (!bridge.test(name)) continue;
    for (const { family, cidr } of found) {
      const [network, prefix] = cidr?.split("/") ?? [];
      if (family === "IPv4" && network !== undefined) own.addSubnet(network, Number(prefix));
    }
  }
  return addresses.find((address) => isIPv4(address) && own.check(address));
}
