import { get } from "node:https";

export interface FetchLimits {
  /** In PEM, beside those that everybody knows. */
  readonly authority?: string | undefined;
  /** For all of it. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly mostBytes: number;
}

/** Follows no way that leads elsewhere. @throws Error that says why there is none */
export async function fetchText(
  url: string,
  { authority, timeoutMs, signal, mostBytes }: FetchLimits,
): Promise<string> {
  const { rootCertificates } = await import("node:tls");
  return new Promise((resolve, reject) => {
    const options = {
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      ...(authority !== undefined && { ca: [...rootCertificates, authority] }),
    };
    const request = get(url, options, (response) => {
      const refuse = (why: string): void => {
        reject(new Error(why));
        request.destroy();
      };
      if (response.statusCode !== 200) refuse(`answered ${String(response.statusCode)}`);
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
        if (text.length > mostBytes) refuse(`sent more than ${String(mostBytes)} bytes`);
      });
      response.once("end", () => {
        resolve(text);
      });
      response.once("error", reject);
    });
    request.once("error", reject);
  });
}
