import { setTimeout as delay } from "node:timers/promises";
import { statusOf } from "./grpc-errors.ts";

const firstPauseMs = 100;
const longestPauseMs = 2_000;

/**
 * Repeats a request that the server itself has put off, until the time is up. Not by the client's own
 * means: its retries go on after the connection was closed, and end the program. A port on which
 * nothing listens is no answer of the server, and is told at once.
 */
export async function retryAnswers<Answer>(request: () => Promise<Answer>, timeoutMs: number): Promise<Answer> {
  const deadlineMs = Date.now() + timeoutMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await request();
    } catch (error) {
      if (!isPutOff(error) || Date.now() + pauseMs >= deadlineMs) throw error;
      await delay(pauseMs);
    }
  }
}

function isPutOff(error: unknown): boolean {
  const { code, message } = statusOf(error);
  if (code === "RESOURCE_EXHAUSTED") return true;
  return code === "UNAVAILABLE" && !/ECONN|EHOSTUNREACH|No connection established|Connection dropped/.test(message);
}
