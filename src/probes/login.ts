import { causeMessage } from "../errors.ts";
import { getText, type Shown } from "./http-answer.ts";
import type { ProbeOutcome, ProbeSpec } from "./probe.ts";

type LoginSpec = Extract<ProbeSpec, { kind: "login" }>;

export type LoginAnswer = { readonly status: number } | { readonly error: unknown };

/** Asks whether nobody in particular may come in, by the gateway before it. */
export async function askLogin({ url }: LoginSpec, { authority }: Shown, timeoutMs: number): Promise<LoginAnswer> {
  try {
    const { status } = await getText(new URL("/oauth2/auth", url), AbortSignal.timeout(timeoutMs), { authority });
    return { status };
  } catch (error) {
    return { error };
  }
}

export function interpretLogin(answer: LoginAnswer, { url }: LoginSpec): ProbeOutcome {
  if ("status" in answer) {
    if (answer.status === 401) return { ok: true, summary: "asks who comes", facts: {} };
    if (answer.status === 202) return { ok: false, fault: "unexpected", message: "The login lets in whoever comes." };
    const fault = answer.status >= 500 ? "starting" : "unexpected";
    return { ok: false, fault, message: `The login answers with HTTP ${String(answer.status)}.` };
  }
  const { name, code } = answer.error as { readonly name?: string; readonly code?: unknown };
  if (name === "TimeoutError") return { ok: false, fault: "timeout", message: `No answer from ${url}.` };
  if (code === "ECONNREFUSED")
    return { ok: false, fault: "refused", message: `Nothing listens on ${new URL(url).host}.` };
  if (code === "ECONNRESET")
    return { ok: false, fault: "starting", message: "The gateway before the login is starting up or shutting down." };
  return { ok: false, fault: "unexpected", message: causeMessage(answer.error) };
}
