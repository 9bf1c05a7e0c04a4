import { expect, test } from "vitest";
import { requireDockerSuccess } from "../../../src/backends/compose/docker-failure.ts";
import { failureOf } from "../../support/expect-failure.ts";

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
