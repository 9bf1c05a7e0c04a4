import { expect, test } from "vitest";
import { once } from "../../src/async/once.ts";

test("a value is made when first asked for, and only then", async () => {
  let made = 0;
  const value = once(async () => (made += 1));
  expect(made).toBe(0);
  expect(await Promise.all([value(), value()])).toEqual([1, 1]);
  expect(await value()).toBe(1);
});
