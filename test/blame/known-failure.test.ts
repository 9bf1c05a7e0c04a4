import { describe, expect, test } from "vitest";
import { recogniseWords } from "../../src/blame/known-failure.ts";
import { TemporalStartError } from "../../src/errors.ts";

const failed = (code: string, message: string, more: object = {}): TemporalStartError =>
  new TemporalStartError({ code, category: "engine", message, ...more });
const full = "write /home/ui-server/ui-server: no space left on device";

describe("the engine's words tell a known failure", () => {
  test("in the message, the details or the cause", () => {
    const errors = [
      failed("IMAGE_PULL_FAILED", full),
      failed("COMPOSE_FAILED", "docker compose up failed.", { details: ["first", full] }),
      failed("ENGINE_FAILED", "The engine refused a request.", { cause: new Error(full) }),
    ];
    for (const error of errors) expect(recogniseWords(error, "").facts.failure?.id).toBe("ENGINE_DISK_FULL");
  });

  test("which becomes the first thing to do, for the instance in question", () => {
    const { facts } = recogniseWords(failed("IMAGE_PULL_FAILED", full, { hint: "Repeat it." }), "blue");
    expect(facts.hint).toMatch(/then: temporal-start --instance blue start$/);
    expect(facts.failure?.advice).toBe(facts.hint);
    expect(facts.actions).toEqual([facts.hint]);
  });

  test("but not where the message is the program's own", () => {
    const error = failed("SERVICE_FAILED", full);
    expect(recogniseWords(error, "")).toBe(error);
  });

  test("and what nobody knows is passed on as it is", () => {
    const error = failed("ENGINE_FAILED", "Something new.", { hint: "docker info" });
    expect(recogniseWords(error, "")).toBe(error);
  });
});
