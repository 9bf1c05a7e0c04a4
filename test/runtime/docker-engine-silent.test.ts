import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { createDockerEngine } from "../../src/runtime/docker-engine.ts";
import type { ContainerEngine } from "../../src/runtime/ports.ts";
import { failureOf } from "../support/expect-failure.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("an engine that accepts the connection and says nothing", () => {
  let silentAddress: string;
  const sockets = new Set<Socket>();

  beforeEach(async () => {
    sockets.clear();
    const silent = createServer((socket) => sockets.add(socket.resume()));
    const socketPath = join(await temporaryFolder(), "silent.sock");
    await new Promise<void>((resolve) => silent.listen(socketPath, resolve));
    silentAddress = `unix://${socketPath}`;
    onTestFinished(() => {
      silent.close();
      for (const socket of sockets) socket.destroy();
    });
  });

  const questions = [
    ["containers", (asked: ContainerEngine) => asked.containers()],
    ["details", (asked: ContainerEngine) => asked.containerDetails("id")],
    ["an image", (asked: ContainerEngine) => asked.image("postgres:15")],
    ["volumes", (asked: ContainerEngine) => asked.volumes(["data"])],
    ["a log", (asked: ContainerEngine) => asked.logs("id", { follow: true })[Symbol.asyncIterator]().next()],
  ] as const;

  test.each(questions)("a question for %s ends with the time it had", async (_, question) => {
    const silentEngine = createDockerEngine(
      { address: silentAddress, chosenBy: "DOCKER_HOST" },
      { answerTimeoutMs: 50 },
    );
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
    const asking = question(createDockerEngine({ address: silentAddress, chosenBy: "DOCKER_HOST" }, { signal }));
    const reason = new Error("enough");
    setTimeout(() => {
      interruption.abort(reason);
    }, 20);
    await expect(asking).rejects.toBe(reason);
  });
});
