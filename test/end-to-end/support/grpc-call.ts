import {
  type ClientHttp2Session,
  connect,
  type IncomingHttpHeaders,
  type SecureClientSessionOptions,
} from "node:http2";

const patienceMs = 5_000;

/** What came back of one call with an empty message: headers and trailers together. */
export type GrpcAnswer = IncomingHttpHeaders;

/**
 * A call as any program may make it, whatever a client of Temporal would.
 * @param headers beside those that gRPC has
 * @throws Error where the connection is refused or nothing comes back
 */
export function callGrpc(
  address: string,
  path: string,
  shown: SecureClientSessionOptions,
  headers: Readonly<Record<string, string>> = {},
): Promise<GrpcAnswer> {
  return new Promise((resolve, reject) => {
    const session: ClientHttp2Session = connect(`https://${address}`, { servername: "temporal-server", ...shown });
    let answer: GrpcAnswer = {};
    const end = (act: () => void): void => {
      session.destroy();
      act();
    };
    const fail = (error: Error): void => {
      end(() => {
        reject(error);
      });
    };
    session.once("error", fail);
    const call = session.request({
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
      ...headers,
    });
    call.setTimeout(patienceMs, () => {
      fail(new Error(`No answer to ${path} within ${String(patienceMs)} ms.`));
    });
    call.on("response", (received: IncomingHttpHeaders) => (answer = { ...answer, ...received }));
    call.on("trailers", (received: IncomingHttpHeaders) => (answer = { ...answer, ...received }));
    call.once("error", fail);
    call.once("end", () => {
      end(() => {
        resolve(answer);
      });
    });
    call.resume();
    // No compression, no bytes.
    call.end(Buffer.alloc(5));
  });
}
