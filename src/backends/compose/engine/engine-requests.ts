import { anySignal } from "../../../async/any-signal.ts";
import { untilAborted } from "../../../async/until-aborted.ts";
import type { EngineEndpoint } from "../../../interfaces/engine-facts.ts";
import { nameDefaultEngine } from "./default-engine.ts";
import { silent, unreachable } from "./engine-errors.ts";

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
  let hasAnswered = false;
  return async (question, { timeoutMs = limits.answerTimeoutMs ?? defaultAnswerTimeoutMs, signal } = {}) => {
    const silence = new AbortController();
    const timer = setTimeout(() => {
      silence.abort(silent(endpoint, timeoutMs));
    }, timeoutMs);
    const abortSignal = anySignal(silence.signal, limits.signal, signal);
    try {
      const answer = await untilAborted(question(abortSignal), abortSignal);
      hasAnswered = true;
      return answer;
    } catch (error) {
      if (abortSignal.aborted) throw abortSignal.reason;
      const failure = unreachable(error, endpoint);
      // One that answered is the one that was meant, and has ended meanwhile.
      throw hasAnswered ? failure : await nameDefaultEngine(failure, endpoint, limits.defaultAddress);
    } finally {
      clearTimeout(timer);
    }
  };
}
