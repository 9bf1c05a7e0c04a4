import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createDockerEngine } from "../../../../src/backends/compose/engine/docker-engine.ts";
import { engineAt } from "../../../support/engine-at.ts";
import { failureOf } from "../../../support/expect-failure.ts";
import { listenOnSocket } from "../../../support/listen.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

async function serveDefault(answer: number | "silence"): Promise<string> {
  const server = createServer((_request, response) => {
    if (answer !== "silence") response.writeHead(answer).end("OK");
  });
  return `unix://${await listenOnSocket(server)}`;
}

/** The hint of a command whose engine is not there. */
async function hintFor(chosenBy: string, defaultAddress?: string): Promise<string> {
  const address = `unix://${join(await temporaryFolder(), "none.sock")}`;
  const limits = defaultAddress === undefined ? {} : { defaultAddress };
  const { facts } = await failureOf(() => createDockerEngine({ address, chosenBy }, limits).containers("everybody"));
  return facts.hint ?? "";
}

describe("where something points to an engine that is not there", () => {
  test.each([
    ["DOCKER_HOST", "unset DOCKER_HOST"],
    ["context remote", "DOCKER_CONTEXT=default, or docker context use default"],
  ])("the way back comes first while the usual engine answers: %s", async (chosenBy, wayBack) => {
    const address = await serveDefault(200);
    const hint = await hintFor(chosenBy, address);
    expect(hint).toContain(`${wayBack}: an engine answers at ${address}. Or, if you mean the other one: Start it (`);
    expect(hint.indexOf(wayBack)).toBe(0);
  });

  test.each([500, "silence"] as const)(
    "the way back comes last where the usual one does not answer: %s",
    async (answer) => {
      const startedMs = performance.now();
      const hint = await hintFor("DOCKER_HOST", await serveDefault(answer));
      expect(hint).toMatch(/^Start it .* If you do not mean that engine: unset DOCKER_HOST\.$/);
      expect(performance.now() - startedMs).toBeLessThan(3_000);
    },
  );

  test("the way back comes last where there is no other", async () => {
    expect(await hintFor("DOCKER_HOST", "unix:///nowhere/at/all.sock")).toMatch(/^Start it .*unset DOCKER_HOST\.$/);
  });
});

test("an engine that nothing points to is to be started", async () => {
  expect(await hintFor("default socket", await serveDefault(200))).not.toContain("DOCKER_HOST");
});

test("an engine that answered is the one that was meant, and nothing else is named when it has ended", async () => {
  const server = createServer((_request, response) => response.setHeader("connection", "close").end("[]"));
  const engine = engineAt(`unix://${await listenOnSocket(server)}`, { defaultAddress: await serveDefault(200) });
  await engine.containers("everybody");
  await new Promise((resolve) => server.close(resolve));
  const { facts } = await failureOf(() => engine.containers("everybody"));
  expect(facts.hint).toMatch(/^Start it /);
  expect(facts.hint).not.toContain("unset DOCKER_HOST");
});
