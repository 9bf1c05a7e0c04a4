import { anySignal } from "../any-signal.ts";
import { untilAborted } from "../until-aborted.ts";
import { nameDefaultEngine } from "./default-engine.ts";
import { silent, unreachable } from "./engine-errors.ts";
import type { EngineEndpoint } from "./ports.ts";

/** A paused engine accepts connections and says nothing. */
const defaultAnswerTimeoutMs = 15_000;

export interface EngineLimits {
  /** Ends every request, and every log that is being read. */
  readonly signal?: AbortSignal;
  /** How long one answer may take to begin. */
  readonly answerTimeoutMs?: number;
  /** Where an engine may answer when the one that was pointed to does not. */
  readonly defaultAddress?: string;
}

export interface RequestLimits {
  /** Instead of the limit that holds for all. */
  readonly timeoutMs?: number;
  /** Ends this request. */
  readonly signal?: AbortSignal;
}

export type Ask = <Answer>(
  question: (abortSignal: AbortSignal) => Promise<Answer>,
  limits?: RequestLimits,
) => Promise<Answer>;

/** Puts questions to the engine so that each ends: answered, refused, interrupted, or out of time. */
export function createAsk(endpoint: EngineEndpoint, limits: EngineLimits): Ask {
  return async (question, { timeoutMs = limits.answerTimeoutMs ?? defaultAnswerTimeoutMs, signal } = {}) => {
    const silence = new AbortController();
    const timer = setTimeout(() => {
      silence.abort(silent(endpoint, timeoutMs));
    }, timeoutMs);
    const abortSignal = anySignal(silence.signal, limits.signal, signal);
    try {
      return await untilAborted(question(abortSignal), abortSignal);
    } catch (error) {
      if (abortSignal.aborted) throw abortSignal.reason;
      throw await nameDefaultEngine(unreachable(error, endpoint), endpoint, limits.defaultAddress);
    } finally {
      clearTimeout(timer);
    }
  };
}
