import { describe, expect, test } from "vitest";
import { interpretReached } from "../../../src/doctor/engine/engine-reachable.ts";
import { TemporalStartError } from "../../../src/errors.ts";
import { usualEngine } from "../../support/usual-machine.ts";

const endpoint = { address: "unix:///run/user/1000/docker.sock", chosenBy: "context rootless" };
const place = "unix:///run/user/1000/docker.sock (context rootless)";
const refusal = (code: string, more: { hint?: string; cause?: unknown } = {}) =>
  new TemporalStartError({ code, category: "engine", message: "It is so.", ...more });

test.each([
  [{}, `Docker Engine 27.1.0 on Debian GNU/Linux 12 (bookworm) at ${place}`],
  [{ isRootless: true }, `Docker Engine 27.1.0, rootless, on Debian GNU/Linux 12 (bookworm) at ${place}`],
  [{ product: "Podman Engine", version: "4.9.3" }, `Podman Engine 4.9.3 on Debian GNU/Linux 12 (bookworm) at ${place}`],
])("an engine that answers is named with its place and who chose it: %j", (changes, seen) => {
  expect(interpretReached({ endpoint, answer: { ...usualEngine, ...changes }, advice: "" })).toEqual({
    state: "ok",
    seen,
  });
});

describe("an engine that does not answer", () => {
  const advice = "start it";

  test("because it is not there is to be started", () => {
    const answer = refusal("ENGINE_UNREACHABLE", { hint: "some hint", cause: new Error("ENOENT") });
    expect(interpretReached({ endpoint, answer, advice })).toEqual({
      state: "failure",
      seen: "It is so.",
      todo: advice,
    });
  });

  test.each([
    ["it says nothing", "ENGINE_UNREACHABLE"],
    ["the context is unknown", "ENGINE_UNKNOWN"],
    ["it is on another machine", "ENGINE_UNSUPPORTED"],
  ])("because %s has a way out of its own", (_, code) => {
    const answer = refusal(code, { hint: "some hint" });
    expect(interpretReached({ endpoint, answer, advice }).todo).toBe("some hint");
  });

  test("because this user may not is a matter of the next check", () => {
    expect(interpretReached({ endpoint, answer: refusal("ENGINE_FORBIDDEN"), advice })).toEqual({
      state: "ok",
      seen: `there is a socket at ${place}`,
    });
  });
});
