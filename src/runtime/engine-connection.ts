import { unsupported } from "./engine-errors.ts";

/** How a client connects: a socket of this machine, or a port of it. */
export type EngineConnection =
  | { readonly socketPath: string }
  | { readonly host: string; readonly port: number; readonly protocol: "http" };

const thisMachine: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/** @throws TemporalStartError ENGINE_UNSUPPORTED for an engine that is elsewhere, or reached by SSH or TLS */
export function connectionOptions(address: string): EngineConnection {
  if (address.startsWith("unix://")) return { socketPath: address.slice("unix://".length) };
  if (address.startsWith("npipe://")) return { socketPath: address.slice("npipe://".length) };
  if (!/^(?:tcp|http):\/\//.test(address) || address.endsWith(":2376")) throw unsupported(address);
  const url = new URL(address.replace(/^tcp:/, "http:"));
  if (!thisMachine.includes(url.hostname)) throw unsupported(address);
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || 2375), protocol: "http" };
}
