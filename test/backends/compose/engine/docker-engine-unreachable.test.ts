import { chmod, rename } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { createDockerEngine } from "../../../../src/backends/compose/engine/docker-engine.ts";
import { engineAt } from "../../../support/engine-at.ts";
import { logFrame } from "../../../support/engine-shapes.ts";
import { failureOf } from "../../../support/expect-failure.ts";
import { FakeCluster } from "../../../support/fake-cluster.ts";
import { serveEngine } from "../../../support/fake-engine-server.ts";
import { listenOnSocket } from "../../../support/listen.ts";
import { asOrdinaryUser } from "../../../support/ordinary-user.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

describe("an engine that cannot be asked", () => {
  test("because it dies while a log is followed, ends the log with that", async () => {
    const dying = createServer((_request, response) => {
      response.writeHead(200);
      response.write(logFrame({ time: "2026-01-31T12:00:00.000000000Z", text: "last words" }), () => {
        response.destroy();
      });
    });
    const source = engineAt(`unix://${await listenOnSocket(dying)}`);
    const texts: string[] = [];
    const { facts } = await failureOf(async () => {
      for await (const batch of source.logs("id", { follow: true })) texts.push(...batch.map(({ text }) => text));
    });
    expect(texts).toEqual(["last words"]);
    expect(facts).toMatchObject({ code: "ENGINE_UNREACHABLE", retryable: true });
  });

  test("because nothing is there is named with its address and who chose it", async () => {
    const address = `unix://${join(await temporaryFolder(), "none.sock")}`;
    const missing = createDockerEngine({ address, chosenBy: "context remote" });
    const { facts, exitCode } = await failureOf(() => missing.containers("everybody"));
    expect(exitCode).toBe(1);
    expect(facts).toMatchObject({ code: "ENGINE_UNREACHABLE", category: "engine", retryable: true });
    expect(facts.message).toContain(`No Docker Engine answers at ${address} (context remote): `);
  });

  test("lets nobody in, and one that is there does", async () => {
    const server = await serveEngine(new FakeCluster());
    const engine = engineAt(server.address);
    await engine.requireEntry();
    server.die();
    const { facts } = await failureOf(() => engine.requireEntry());
    expect(facts).toMatchObject({ code: "ENGINE_UNREACHABLE", retryable: true });
  });

  test("because nothing listens on its port", async () => {
    const { facts } = await failureOf(() => engineAt("tcp://127.0.0.1:1").containers("everybody"));
    expect(facts.code).toBe("ENGINE_UNREACHABLE");
  });

  test("because this user may not is named with the way out", async () => {
    const server = await serveEngine(new FakeCluster());
    await chmod(server.socketPath, 0o000);
    const { facts, exitCode } = await asOrdinaryUser(() =>
      failureOf(() => engineAt(server.address).containers("everybody")),
    );
    expect(exitCode).toBe(1);
    expect(facts).toMatchObject({
      code: "ENGINE_FORBIDDEN",
      message: `This user may not talk to the Docker Engine at ${server.address} (DOCKER_HOST).`,
    });
  });

  test("because it is another user's Podman is named with the way to one's own", async () => {
    const server = await serveEngine(new FakeCluster());
    const socketPath = join(dirname(server.socketPath), "podman.sock");
    await rename(server.socketPath, socketPath);
    await chmod(socketPath, 0o000);
    const podman = engineAt(`unix://${socketPath}`);
    const { facts } = await asOrdinaryUser(() => failureOf(() => podman.containers("everybody")));
    expect(facts.code).toBe("ENGINE_FORBIDDEN");
    expect(facts.hint).toContain("systemctl --user start podman.socket");
  });

  test("because Podman does not listen is named with what starts Podman", async () => {
    const address = `unix://${join(await temporaryFolder(), "podman", "podman.sock")}`;
    const { facts } = await failureOf(() => engineAt(address).containers("everybody"));
    expect(facts.code).toBe("ENGINE_UNREACHABLE");
    expect(facts.hint).toMatch(/systemctl --user start podman\.socket.*podman machine start/);
  });

  test("because it fails is passed on with its own words", async () => {
    const server = await serveEngine(new FakeCluster());
    server.failWith(500, "no space left on device");
    const { facts, exitCode } = await failureOf(() => engineAt(server.address).containers("everybody"));
    expect(exitCode).toBe(1);
    expect(facts).toMatchObject({ code: "ENGINE_FAILED", category: "engine" });
    expect(facts.message).toContain("no space left on device");
  });
});
