import { get } from "node:http";
import { TemporalStartError } from "../../../errors.ts";
import type { EngineEndpoint } from "../../../interfaces/engine-facts.ts";
import { otherEngine } from "./engine-errors.ts";

/** An engine of this machine answers in a few milliseconds; the failure is not to wait for more. */
const pingTimeoutMs = 300;

/**
 * Adds to the failure of an engine that somebody pointed to, and that is not there, the way back to the usual one:
 * first, where that one answers.
 * @param defaultAddress where an engine is asked when nothing points elsewhere; absent means that it is not asked
 */
export async function nameDefaultEngine(
  failure: unknown,
  endpoint: EngineEndpoint,
  defaultAddress: string | undefined,
): Promise<unknown> {
  if (!(failure instanceof TemporalStartError) || !isAbsent(failure)) return failure;
  if (endpoint.chosenBy === "default socket" || endpoint.address === defaultAddress) return failure;
  const { hint = "" } = failure.facts;
  const wayBack = otherEngine(endpoint);
  const isThere = defaultAddress !== undefined && (await answers(defaultAddress));
  return new TemporalStartError({
    ...failure.facts,
    hint: isThere
      ? `${wayBack}: an engine answers at ${defaultAddress}. Or, if you mean the other one: ${hint}`
      : `${hint} If you do not mean that engine: ${wayBack}.`,
  });
}

/** One that ended while it was asked is the one that was meant. */
function isAbsent({ facts }: TemporalStartError): boolean {
  const { code } = (facts.cause ?? {}) as { readonly code?: unknown };
  return facts.code === "ENGINE_UNREACHABLE" && ["ENOENT", "ECONNREFUSED", "ENOTFOUND"].includes(String(code));
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socketPath = address.replace(/^(?:unix|npipe):\/\//, "");
    const request = get({ socketPath, path: "/_ping", timeout: pingTimeoutMs }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on("error", () => {
      resolve(false);
    });
    request.on("timeout", () => request.destroy());
  });
}
