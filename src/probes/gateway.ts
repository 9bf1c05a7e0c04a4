import { connect } from "node:tls";
import { causeMessage } from "../errors.ts";
import type { ClientIdentity } from "../interfaces/certificates.ts";
import type { ProbeOutcome, ProbeSpec } from "./probe.ts";

type GatewaySpec = Extract<ProbeSpec, { kind: "gateway" }>;

export type GatewayAnswer = { readonly protocol: string } | { readonly error: unknown };

/** Shakes hands with it, and asks nothing: what is behind it has questions of its own. */
export function askGateway(
  { host, port }: GatewaySpec,
  { authority, certificate, key, serverName }: ClientIdentity,
  timeoutMs: number,
): Promise<GatewayAnswer> {
  return new Promise((resolve) => {
    const socket = connect({
      host: host.replace(/^\[|\]$/g, ""),
      port,
      ca: authority,
      cert: certificate,
      key,
      servername: serverName,
    });
    const end = (answer: GatewayAnswer): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => {
      end({ error: new DOMException("No answer.", "TimeoutError") });
    });
    socket.once("secureConnect", () => {
      end({ protocol: socket.getProtocol() ?? "TLS" });
    });
    socket.once("error", (error) => {
      end({ error });
    });
  });
}

export function interpretGateway(answer: GatewayAnswer, { host, port }: GatewaySpec): ProbeOutcome {
  if ("protocol" in answer) return { ok: true, summary: answer.protocol, facts: { protocol: answer.protocol } };
  const { error } = answer;
  const address = `${host}:${String(port)}`;
  if ((error as Error).name === "TimeoutError")
    return { ok: false, fault: "timeout", message: `No answer from ${address}.` };
  const { code } = error as { readonly code?: unknown };
  if (code === "ECONNREFUSED") return { ok: false, fault: "refused", message: `Nothing listens on ${address}.` };
  if (code === "ECONNRESET")
    return { ok: false, fault: "starting", message: "The gateway is starting up or shutting down." };
  return { ok: false, fault: "unexpected", message: causeMessage(error) };
}
