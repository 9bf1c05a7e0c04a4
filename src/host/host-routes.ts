import { isIPv4 } from "node:net";
import type { NetworkInterfaceInfo } from "node:os";

export interface HostRoute {
  readonly name: string;
  readonly cidr: string;
}

/** Reads /proc/net/route: destination and mask are hexadecimal with the last byte first. The default route is left out. */
export function parseRouteTable(text: string): readonly HostRoute[] {
  return text
    .split("\n")
    .slice(1)
    .flatMap((line): HostRoute[] => {
      const [name = "", destination = "", , , , , , mask = ""] = line.trim().split(/\s+/);
      const bits = (Number.parseInt(mask, 16) >>> 0).toString(2).replaceAll("0", "").length;
      if (bits === 0) return [];
      const bytes = destination.match(/../g) ?? [];
      const address = bytes.reverse().map((byte) => Number.parseInt(byte, 16));
      return [{ name, cidr: `${address.join(".")}/${String(bits)}` }];
    });
}

/** The IPv4 networks of the interfaces, where no table of routes can be read. */
export function routesOfInterfaces(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): readonly HostRoute[] {
  return Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses.flatMap(({ address, cidr }) => (cidr !== null && isIPv4(address) ? [{ name, cidr }] : [])),
  );
}
