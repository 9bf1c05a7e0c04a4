import { describe, expect, test } from "vitest";
import { retryAnswers } from "../../../src/temporal/admin/retry-answers.ts";

const refusal = (code: number, details: string) => Object.assign(new Error(details), { code, details });
const failing = (times: number, error: Error) => {
  const state = { asked: 0 };
  const request = async (): Promise<string> => {
    state.asked += 1;
    if (state.asked <= times) throw error;
    return "answer";
  };
  return { state, request };
};

describe("a request to the server", () => {
  test.each([
    [8, "namespace rate limit exceeded"],
    [14, "Not enough hosts to serve the request"],
  ])("is repeated after status %i, %s", async (code, details) => {
    const { state, request } = failing(2, refusal(code, details));
    expect(await retryAnswers(request, 5_000)).toBe("answer");
    expect(state.asked).toBe(3);
  });

  test.each([
    [14, "No connection established. Last error: connect ECONNREFUSED 127.0.0.1:1"],
    [5, "Namespace x is not found."],
    [3, "Retention period is too short."],
  ])("is not repeated after status %i, %s", async (code, details) => {
    const { state, request } = failing(1, refusal(code, details));
    await expect(retryAnswers(request, 5_000)).rejects.toThrow(details);
    expect(state.asked).toBe(1);
  });

  test("ends with the refusal when the time is up", async () => {
    const { request } = failing(Number.POSITIVE_INFINITY, refusal(8, "too many"));
    await expect(retryAnswers(request, 250)).rejects.toThrow("too many");
  });
});
