import { expect, test, vi } from "vitest";
import type { ProcessRunner } from "../../src/runtime/ports.ts";
import { requireComposeSuccess, requireDockerSuccess } from "../../src/stack/docker-failure.ts";
import { failureOf } from "../support/expect-failure.ts";

test("a docker command that fails is reported with its last ten lines, each once", async () => {
  const stderr = Array.from({ length: 12 }, (_, index) => `line ${String(index)}`).join("\n\n");
  const { facts } = await failureOf(() => {
    requireDockerSuccess("compose down", { exitCode: 17, stdout: "", stderr });
  });
  expect(facts.message).toBe("docker compose down ended with exit code 17: line 11");
  expect(facts.details).toHaveLength(9);
  expect(facts.details?.at(-1)).toBe("line 10");
});

test("one that says nothing is reported without details", async () => {
  const { facts } = await failureOf(() => {
    requireDockerSuccess("rm", { exitCode: 1, stdout: "", stderr: "" });
  });
  expect(facts.message).toBe("docker rm ended with exit code 1.");
  expect(facts.details).toBeUndefined();
});

const answering = (version: string | undefined): Pick<ProcessRunner, "run"> => ({
  run: async () => ({ exitCode: version === undefined ? 1 : 0, stdout: `${version ?? ""}\n`, stderr: "" }),
});

test.each([
  ["2.6.0", "COMPOSE_TOO_OLD", 6, "Docker Compose is 2.6.0; 2.17 or later is needed."],
  [
    "2.17.0",
    "COMPOSE_FAILED",
    1,
    "docker compose up ended with exit code 15: Additional property attach is not allowed",
  ],
  [
    undefined,
    "COMPOSE_FAILED",
    1,
    "docker compose up ended with exit code 15: Additional property attach is not allowed",
  ],
])("Compose %s that fails is %s", async (version, code, exitCode, message) => {
  const result = { exitCode: 15, stdout: "", stderr: "Additional property attach is not allowed" };
  const failure = await failureOf(() => requireComposeSuccess("up", result, answering(version)));
  expect({ ...failure.facts, exitCode: failure.exitCode }).toMatchObject({ code, exitCode, message });
});

test("Compose that does not fail is not asked for its version", async () => {
  const run = vi.fn<ProcessRunner["run"]>();
  await requireComposeSuccess("up", { exitCode: 0, stdout: "", stderr: "" }, { run });
  expect(run).not.toHaveBeenCalled();
});
