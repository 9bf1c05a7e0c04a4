import { expect, test } from "vitest";
import { testUnitNames } from "../support/settings.ts";
import { readComposeFile } from "./compose-file.ts";

const megabyte = 1_048_576;

/** A year of a chatty server must fit beside everything else on a laptop. */
const mostBytes = 32 * megabyte;

test.each(testUnitNames)("the log of %s is cut, however much is written", async (name) => {
  const { services } = await readComposeFile();
  const { driver, options } = services[name]?.logging ?? {};
  expect(driver).toBe("json-file");
  const [, megabytes] = /^(\d+)m$/.exec(options?.["max-size"] ?? "") ?? [];
  const bytes = Number(megabytes) * megabyte * Number(options?.["max-file"]);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(mostBytes);
});
