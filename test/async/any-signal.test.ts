import { expect, test } from "vitest";
import { anySignal } from "../../src/async/any-signal.ts";

test("it aborts with the first that does, and for its reason", () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const signal = anySignal(first.signal, undefined, second.signal);
  expect(signal.aborted).toBe(false);
  second.abort("enough");
  first.abort("too late");
  expect(signal.reason).toBe("enough");
});

test("with none it never aborts", () => {
  expect(anySignal(undefined).aborted).toBe(false);
});
