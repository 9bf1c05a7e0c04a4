import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { failureGroups, knownFailures } from "../../../src/blame/failures/index.ts";
import { matchFailure } from "../../../src/blame/failures/match.ts";
import type { ServiceName } from "../../../src/cluster/services/index.ts";
import { settingsShape } from "../../../src/cluster/services/index.ts";
import { readSamples } from "./samples.ts";

const samples = readSamples();

describe("a sample of a failure is recognised:", () => {
  test.each(samples.map((sample) => [sample.file.replace(/\.txt$/, ""), sample] as const))(
    "%s",
    (_, { id, evidence, from }) => {
      expect(from).not.toBe("");
      expect(matchFailure(evidence, knownFailures)?.failure.id).toBe(id);
    },
  );
});

test("every group of the list has a title of its own", () => {
  expect(new Set(failureGroups.map(({ title }) => title)).size).toBe(failureGroups.length);
});

test("every known failure has a sample", () => {
  const sampled = new Set(samples.map(({ id }) => id));
  expect(knownFailures.map(({ id }) => id).filter((id) => !sampled.has(id))).toEqual([]);
});

describe("the log of a healthy start is no failure:", () => {
  const folder = join(import.meta.dirname, "healthy");
  test.each(readdirSync(folder))("%s", (file) => {
    const lines = readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
    const service = file.split(".")[0] as ServiceName;
    expect(lines.length).toBeGreaterThan(5);
    expect(matchFailure({ service, lines }, knownFailures)).toBeUndefined();
    // A service that is late after such a log is late for another reason.
    expect(matchFailure({ service, lines, condition: "unhealthy" }, knownFailures)).toBeUndefined();
  });
});

describe("an entry of the list", () => {
  test("has an id that no other has", () => {
    const ids = knownFailures.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(id))).toEqual([]);
  });

  test.each(knownFailures.map((failure) => [failure.id, failure] as const))(
    "%s says why and what to do",
    (_, entry) => {
      expect(entry.cause).toMatch(/^[A-Z].*\.$/);
      expect(entry.advice).toMatch(/^[a-zA-Z].*[^.]$/);
      expect(new URL(entry.link).protocol).toBe("https:");
      expect(entry.signs.length).toBeGreaterThan(0);
      // A sign without a condition would explain everything.
      for (const sign of entry.signs) expect(Object.keys(sign).filter((key) => key !== "services")).not.toEqual([]);
    },
  );

  test("names settings that exist", () => {
    const named = knownFailures.flatMap(({ cause, advice }) => `${cause} ${advice}`.match(/\b[A-Z]+_[A-Z_]+\b/g) ?? []);
    const ofContainers = [
      "BIND_ON_IP",
      "TEMPORAL_BROADCAST_ADDRESS",
      "USE_INTERNAL_FRONTEND",
      "TEMPORAL_AUTH_PROVIDER_URL",
    ];
    expect(named.filter((name) => !(name in settingsShape) && !ofContainers.includes(name))).toEqual([]);
  });
});
