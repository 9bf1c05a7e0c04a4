import { describe, expect, test } from "vitest";
import { formatDurationSeconds, parseDurationSeconds } from "../../../src/cluster/settings/duration.ts";

describe("parseDurationSeconds", () => {
  test.each([
    ["7d", 604_800],
    ["36h", 129_600],
    ["1d12h", 129_600],
    ["90s", 90],
    ["1d2h3m4s", 93_784],
    ["0s", 0],
    [" 5m ", 300],
  ])("reads %j as %i seconds", (text, seconds) => {
    expect(parseDurationSeconds(text)).toBe(seconds);
  });

  test.each(["", " ", "7", "d", "7 d", "1.5h", "-1h", "1h1d", "7D", "7w", "1h 5m", "99999999999999999999d"])(
    "refuses %j",
    (text) => {
      expect(parseDurationSeconds(text)).toBeUndefined();
    },
  );
});

describe("formatDurationSeconds", () => {
  test.each([
    [604_800, "7d"],
    [5_400, "1h30m"],
    [93_784, "1d2h3m4s"],
    [59.6, "1m"],
    [0.4, "0s"],
    [-5, "0s"],
  ])("writes %d seconds as %j", (seconds, text) => {
    expect(formatDurationSeconds(seconds)).toBe(text);
  });

  test.each([1, 61, 3_599, 86_399, 86_401, 1_000_000])("gives a text that reads back as %i seconds", (seconds) => {
    expect(parseDurationSeconds(formatDurationSeconds(seconds))).toBe(seconds);
  });
});
