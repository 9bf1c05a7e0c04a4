// cspell:ignore SECLEVEL
import { once } from "node:events";
import { type ConnectionOptions, connect } from "node:tls";

export type TlsVersion = "TLSv1.1" | "TLSv1.2" | "TLSv1.3";

/** The version that both sides agree on, or the code of the refusal. @param port of this machine */
export async function handshakeAt(port: number, shown: ConnectionOptions): Promise<string> {
  // This side would take old versions, so that the other one has to refuse them.
  const willing = { minVersion: "TLSv1", ciphers: "DEFAULT:@SECLEVEL=0" } as const;
  const socket = connect({ host: "127.0.0.1", port, servername: "temporal-server", ...willing, ...shown });
  try {
    await once(socket, "secureConnect");
    return socket.getProtocol() ?? "";
  } catch (error) {
    return String((error as { code?: unknown }).code);
  } finally {
    socket.destroy();
  }
}
