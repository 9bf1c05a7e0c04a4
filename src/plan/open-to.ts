import { isLoopback } from "../cluster/services/addresses.ts";

const asked: Readonly<Record<string, string>> = {
  off: "without a login",
  tls: "with a certificate of the instance; the page without a login",
  full: "with a certificate and a token; the page with a login",
};

/**
 * Who gets in, in one line.
 * @param security what the server was started with
 * @param addresses on which ports are published
 */
export function openTo(security: string, addresses: readonly string[]): string {
  const others = [...new Set(addresses.filter((address) => !isLoopback(address)))];
  const where = others.length === 0 ? "this machine alone" : `other machines, on ${others.join(", ")}`;
  return `${where}, ${asked[security] ?? ""}`;
}
