import type { EngineEndpoint } from "../../../interfaces/engine-facts.ts";
import { notAnAddress, unsupported } from "./engine-errors.ts";

/** How a client connects: a socket of this machine, or a port of it. */
export type EngineConnection =
  | { readonly socketPath: string }
  | { readonly host: string; readonly port: number; readonly protocol: "http" };

const thisMachine: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];
/** By convention; the one without TLS is 2375. */
const tlsPort = "2376";

/**
 * @throws TemporalStartError ENGINE_UNSUPPORTED for an engine that is elsewhere, or reached by SSH or TLS;
 * ENGINE_UNKNOWN for what is no address of an engine
 */
export function connectionOptions(endpoint: EngineEndpoint): EngineConnection {
  const [, scheme, rest = ""] = /^([a-z]+):\/\/(.+)$/.exec(endpoint.address) ?? [];
  switch (scheme) {
    case "unix":
    case "npipe":
      return { socketPath: rest };
    case "ssh":
      throw unsupported(endpoint, "reached by SSH");
    case "https":
      throw unsupported(endpoint, "reached by TLS");
    case "tcp":
    case "http":
      return portOf(endpoint, rest);
    default:
      throw notAnAddress(endpoint);
  }
}

function portOf(endpoint: EngineEndpoint, rest: string): EngineConnection {
  const text = `http://${rest}`;
  if (!URL.canParse(text)) throw notAnAddress(endpoint);
  const url = new URL(text);
  if (!thisMachine.includes(url.hostname)) throw unsupported(endpoint, "on another machine");
  if (url.port === tlsPort) throw unsupported(endpoint, "reached by TLS");
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || 2375), protocol: "http" };
}
