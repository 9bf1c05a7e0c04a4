import { TemporalStartError } from "../../src/errors.ts";

/** The expected failure that an action ends with; anything else fails the test. */
export async function failureOf(action: () => unknown): Promise<TemporalStartError> {
  let thrown: unknown;
  try {
    await action();
  } catch (error) {
    thrown = error;
  }
  if (thrown instanceof TemporalStartError) return thrown;
  throw new Error(thrown === undefined ? "It did not fail." : "It failed in another way.", { cause: thrown });
}
