import { once } from "node:events";
import { connect } from "node:net";
import type { EngineEndpoint } from "../../../interfaces/engine-facts.ts";
import { connectionOptions } from "./engine-connection.ts";

/** Makes a connection of its own, because an engine that is about to end still answers on those it has. */
export async function knock(endpoint: EngineEndpoint, signal: AbortSignal): Promise<void> {
  const options = connectionOptions(endpoint);
  const socket = connect("socketPath" in options ? { path: options.socketPath } : options);
  try {
    await once(socket, "connect", { signal });
  } finally {
    socket.destroy();
  }
}
