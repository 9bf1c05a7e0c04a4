import { expect, test } from "vitest";
import { askComposeVersion, versionInAnswer } from "../../src/stack/ask-compose-version.ts";

test.each([
  ["plugin", "docker compose version --short"],
  ["standalone", "docker-compose version --short"],
] as const)("the %s is asked with %s", async (generation, asked) => {
  const signal = AbortSignal.timeout(1000);
  const run = async (command: string, args: readonly string[], options: object = {}) => {
    expect(options).toEqual({ signal });
    return { exitCode: 0, stdout: [command, ...args].join(" "), stderr: "" };
  };
  expect((await askComposeVersion({ run }, generation, signal)).stdout).toBe(asked);
});

test.each([
  [0, "2.26.1-4\n", "2.26.1"],
  [0, "dev", undefined],
  [1, "2.26.1", undefined],
])("exit code %i with %j tells the version %s", (exitCode, stdout, version) => {
  expect(versionInAnswer({ exitCode, stdout, stderr: "" })).toBe(version);
});
