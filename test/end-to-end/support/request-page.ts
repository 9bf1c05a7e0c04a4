import { once } from "node:events";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { request } from "node:https";
import { text } from "node:stream/consumers";

export interface PageRequest {
  /** As a browser writes it; without it that of 127.0.0.1. */
  readonly host?: string;
  readonly origin?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly path?: string;
  /** The name that the certificate has to bear; the address stays that of this machine. */
  readonly servername?: string;
}

export interface PageAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks for a page in HTTPS, as a browser does or as one would not. @param ca whom to believe, in PEM */
export async function requestPage(
  port: number,
  ca: Buffer,
  { host, origin, headers, method = "GET", path = "/", servername }: PageRequest,
): Promise<PageAnswer> {
  const asked = request({
    ...{ host: "127.0.0.1", port, path, method, ca },
    ...(servername !== undefined && { servername }),
    headers: {
      host: host ?? `127.0.0.1:${String(port)}`,
      ...(origin !== undefined && { origin }),
      ...headers,
      ...(method === "POST" && { "content-type": "text/plain" }),
    },
  });
  asked.end(method === "POST" ? '{"reason":"somebody else"}' : undefined);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}
