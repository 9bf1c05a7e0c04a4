import { expect, test, vi } from "vitest";
import { nextFreePort } from "../../src/plan/next-free-port.ts";

test("the next port is the first above that can be used", async () => {
  const isUsable = vi.fn((candidate: number) => Promise.resolve(candidate >= 7236));
  expect(await nextFreePort(7233, isUsable)).toBe(7236);
  expect(isUsable.mock.calls.flat()).toEqual([7234, 7235, 7236]);
});

test.each([
  { why: "no port near can be used", port: 7233, asked: 500 },
  { why: "the port is near the highest there is", port: 65_533, asked: 2 },
])("there is none where $why", async ({ port, asked }) => {
  const isUsable = vi.fn(() => Promise.resolve(false));
  expect(await nextFreePort(port, isUsable)).toBeUndefined();
  expect(isUsable).toHaveBeenCalledTimes(asked);
});
