import { defined } from "../defined.ts";
import { causeMessage } from "../errors.ts";
import { getText, type HttpAnswer, type Shown } from "./http-answer.ts";
import type { ProbeOutcome, ProbeSpec } from "./probe.ts";

type WebSpec = Extract<ProbeSpec, { kind: "web" }>;

export type WebAnswer =
  | { readonly pageStatus: number; readonly page: string; readonly apiStatus: number; readonly settings: string }
  | { readonly error: unknown };

/**
 * Asks for the page and for an answer of Temporal through the UI's API, side by side.
 * @param shown where the address is one of HTTPS: whom to believe, and the token where one is asked for
 */
export async function askWeb(spec: WebSpec, timeoutMs: number, shown?: Shown): Promise<WebAnswer> {
  const timeout = AbortSignal.timeout(timeoutMs);
  // After one refusal nobody waits for the others any more.
  const over = new AbortController();
  const signal = AbortSignal.any([timeout, over.signal]);
  const ask = (path: string): Promise<HttpAnswer> => getText(new URL(path, spec.url), signal, shown);
  try {
    const [page, api, settings] = await Promise.all([ask("/"), ask("/api/v1/system-info"), ask("/api/v1/settings")]);
    return { pageStatus: page.status, page: page.body, apiStatus: api.status, settings: settings.body };
  } catch (error) {
    return { error: timeout.aborted ? timeout.reason : error };
  } finally {
    over.abort();
  }
}

/** The page alone proves only that files are served; the API proves the way to the server. */
export function interpretWeb(answer: WebAnswer, spec: WebSpec): ProbeOutcome {
  if ("error" in answer) return interpretFailure(answer.error, spec);
  if (answer.pageStatus !== 200 || !/<html/i.test(answer.page)) {
    return { ok: false, fault: "unexpected", message: `The page answers with HTTP ${String(answer.pageStatus)}.` };
  }
  if (answer.apiStatus !== 200) {
    const { otherServer } = spec;
    // The cluster's own server may still be starting; nobody starts another one here.
    if (otherServer !== undefined) {
      return {
        ok: false,
        fault: "wrong-address",
        message: `TEMPORAL_ADDRESS is ${otherServer}, where the Web UI finds no Temporal Server (HTTP ${String(answer.apiStatus)}).`,
        hint: "Set TEMPORAL_ADDRESS=temporal-server:7233, or to the address of a server that its container reaches.",
      };
    }
    return {
      ok: false,
      fault: "upstream-unreachable",
      message: `The page is served, but its API does not reach Temporal Server (HTTP ${String(answer.apiStatus)}).`,
      hint: "temporal-start logs temporal-server --tail 50",
    };
  }
  // The UI's own settings are JSON; only the version in them is of interest here.
  const version = /"Version"\s*:\s*"([^"]+)"/.exec(answer.settings)?.[1];
  return { ok: true, summary: "page and API", facts: defined({ version }) };
}

function interpretFailure(error: unknown, spec: WebSpec): ProbeOutcome {
  const name = error instanceof Error ? error.name : "";
  const code = (error as { code?: unknown }).code;
  if (name === "TimeoutError") return { ok: false, fault: "timeout", message: `No answer from ${spec.url}.` };
  if (code === "ECONNREFUSED") {
    return { ok: false, fault: "refused", message: `Nothing listens on ${new URL(spec.url).host}.` };
  }
  if (code === "ECONNRESET") {
    return { ok: false, fault: "starting", message: "The Web UI is starting up or shutting down." };
  }
  return { ok: false, fault: "unexpected", message: causeMessage(error) };
}
