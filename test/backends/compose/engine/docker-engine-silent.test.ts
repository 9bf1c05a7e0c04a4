import { createServer, type Socket } from "node:net";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { EngineControl } from "../../../../src/backends/compose/engine/engine-control.ts";
import { engineAt } from "../../../support/engine-at.ts";
import { failureOf } from "../../../support/expect-failure.ts";
import { listenOnSocket } from "../../../support/listen.ts";

describe("an engine that accepts the connection and says nothing", () => {
  let silentAddress: string;
  const sockets = new Set<Socket>();

  beforeEach(async () => {
    sockets.clear();
    const silent = createServer((socket) => sockets.add(socket.resume()));
    silentAddress = `unix://${await listenOnSocket(silent)}`;
  });

  const questions = [
    ["containers", (asked: EngineControl) => asked.containers("everybody")],
    ["details", (asked: EngineControl) => asked.containerDetails("id")],
    ["an image", (asked: EngineControl) => asked.image("postgres:15")],
    ["volumes", (asked: EngineControl) => asked.volumes(["data"])],
    ["a log", (asked: EngineControl) => asked.logs("id", { follow: true })[Symbol.asyncIterator]().next()],
  ] as const;

  test.each(questions)("a question for %s ends with the time it had", async (_, question) => {
    const silentEngine = engineAt(silentAddress, { answerTimeoutMs: 50 });
    const { facts } = await failureOf(() => question(silentEngine));
    expect(facts).toMatchObject({ code: "ENGINE_UNREACHABLE", category: "engine", retryable: true });
    expect(facts.message).toBe(`The Docker Engine at ${silentAddress} (DOCKER_HOST) does not answer within 0.05 s.`);
    // A connection that stays open keeps the process alive.
    await vi.waitFor(() => {
      expect([...sockets].map(({ readableEnded }) => readableEnded)).toEqual([true]);
    });
  });

  test.each(questions)("a question for %s ends with an interruption", async (_, question) => {
    const interruption = new AbortController();
    const { signal } = interruption;
    const asking = question(engineAt(silentAddress, { signal }));
    const reason = new Error("enough");
    setTimeout(() => {
      interruption.abort(reason);
    }, 20);
    await expect(asking).rejects.toBe(reason);
  });
});
