import { get, type IncomingMessage } from "node:http";
import { get as getSecurely } from "node:https";
import { text } from "node:stream/consumers";
import type { ClientIdentity } from "../interfaces/certificates.ts";

/** Whom to believe, and the token where one is asked for. */
export type Shown = Pick<ClientIdentity, "authority" | "token">;

function asked({ authority, token }: Shown): {
  readonly ca: string;
  readonly headers: Readonly<Record<string, string>>;
} {
  return { ca: authority, headers: token === undefined ? {} : { authorization: `Bearer ${token}` } };
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** Not `fetch`: loading it takes longer than all that is asked here. */
export function getText(url: URL, signal: AbortSignal, shown: Shown | undefined): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const read = (response: IncomingMessage): void => {
      text(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, body });
      }, reject);
    };
    const request =
      shown === undefined ? get(url, { signal }, read) : getSecurely(url, { signal, ...asked(shown) }, read);
    request.on("error", reject);
  });
}
