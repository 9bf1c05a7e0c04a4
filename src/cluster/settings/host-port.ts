import { isIP } from "node:net";

const highestPort = 65_535;
const name =
  /^(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)*$/;

/** `temporal-server:7233`, `10.0.0.1:1` or `[::1]:7233`; undefined for what leads nowhere. */
export function readHostPort(text: string): { readonly host: string; readonly port: number } | undefined {
  const [, host = "", digits = ""] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (port < 1 || port > highestPort || !isHost(host)) return undefined;
  return { host, port };
}

function isHost(host: string): boolean {
  const bracketed = /^\[(.*)\]$/.exec(host)?.[1];
  if (bracketed !== undefined) return isIP(bracketed) === 6;
  // Numbers alone are an address of IPv4, or none at all.
  return /^[\d.]+$/.test(host) ? isIP(host) === 4 : name.test(host);
}
