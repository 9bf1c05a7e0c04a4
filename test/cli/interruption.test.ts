import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createInterruption } from "../../src/cli/interruption.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function interruption() {
  const left: number[] = [];
  return { left, ...createInterruption((exitCode) => void left.push(exitCode)) };
}

describe.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s", (name, exitCode) => {
  test(`asks the command to end, which then ends with ${String(exitCode)}`, () => {
    const { left, cancellation, onSignal, exitCodeOf } = interruption();
    onSignal(name);
    expect(cancellation.signal.aborted).toBe(true);
    expect(left).toEqual([]);
    expect(exitCodeOf(130)).toBe(exitCode);
  });

  test("leaves at once the second time", () => {
    const { left, onSignal } = interruption();
    onSignal(name);
    onSignal(name);
    expect(left).toEqual([exitCode]);
  });

  test("leaves when the command does not come to its end", () => {
    const { left, onSignal } = interruption();
    onSignal(name);
    vi.advanceTimersByTime(29_000);
    expect(left).toEqual([]);
    vi.advanceTimersByTime(2_000);
    expect(left).toEqual([exitCode]);
  });
});

test("a reader that closes the pipe is no failure", () => {
  const { cancellation, onPipeClosed, exitCodeOf } = interruption();
  onPipeClosed();
  expect(cancellation.signal.aborted).toBe(true);
  expect(exitCodeOf(130)).toBe(0);
});

test("an answer that could not be written is a failure, however the command ended", () => {
  const { cancellation, onOutputLost, exitCodeOf } = interruption();
  onOutputLost();
  expect(cancellation.signal.aborted).toBe(true);
  expect([exitCodeOf(0), exitCodeOf(130), exitCodeOf(3)]).toEqual([1, 1, 1]);
});

test("a command that came to its own end keeps its exit code", () => {
  const { onSignal, exitCodeOf } = interruption();
  onSignal("SIGTERM");
  expect([exitCodeOf(0), exitCodeOf(1)]).toEqual([0, 1]);
});
