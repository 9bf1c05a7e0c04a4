import { isIP } from "node:net";

/** Addresses on which everything is published, and where this machine finds it. */
const loopbackOf: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };

/** The host of a URL that reaches what is published on an address; IPv6 stands in brackets. */
export function hostOf(bindAddress: string): string {
  return loopbackOf[bindAddress] ?? (isIP(bindAddress) === 6 ? `[${bindAddress}]` : bindAddress);
}
