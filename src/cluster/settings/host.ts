import { isIP } from "node:net";

/** Addresses on which everything is published, and where this machine finds it. */
const loopbackOf: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };

/**
 * `127.0.0.1`, `::1` or `[::1]` as Node takes it, without brackets and in the shortest form; undefined for what is no
 * address that the engine can publish on. One with a zone is none, and one of IPv4 in IPv6 is published as that of IPv4.
 */
export function readBindAddress(text: string): string | undefined {
  if (isIP(text) === 4) return text;
  const address = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  if (isIP(address) !== 6 || address.includes("%")) return undefined;
  const shortest = new URL(`http://[${address}]`).hostname.slice(1, -1);
  return shortest.startsWith("::ffff:") ? undefined : shortest;
}

/** As Docker Compose takes it, which would read the colons of IPv6 as its own. */
export function publishedAddress(bindAddress: string): string {
  return isIP(bindAddress) === 6 ? `[${bindAddress}]` : bindAddress;
}

/** The host of a URL that reaches what is published on an address; IPv6 stands in brackets. */
export function hostOf(bindAddress: string): string {
  return loopbackOf[bindAddress] ?? publishedAddress(bindAddress);
}
