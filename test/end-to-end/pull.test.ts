import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, inject, it } from "vitest";
import { createDockerEngine } from "../../src/backends/compose/engine/docker-engine.ts";
import type { EngineControl } from "../../src/backends/compose/engine/engine-control.ts";
import { resolveEngineEndpoint } from "../../src/backends/compose/engine/engine-endpoint.ts";
import { createFindLogin } from "../../src/backends/compose/engine/registry-login.ts";
import { type PullDependencies, pullImage } from "../../src/backends/compose/pull-image.ts";
import { recogniseWords } from "../../src/blame/known-failure.ts";
import { type ErrorFacts, TemporalStartError } from "../../src/errors.ts";
import { systemClock } from "../../src/host/clock.ts";
import { createProcessRunner } from "../../src/host/process.ts";
import type { PullBytes } from "../../src/interfaces/engine.ts";
import { docker } from "./support/docker.ts";
import { type Registry, type RegistryOptions, serveRegistry } from "./support/registry.ts";

const login = "somebody:a secret: with colons";

describe("A pull from a registry", () => {
  let registry: Registry;

  const serve = async (options: RegistryOptions): Promise<void> => {
    registry = await serveRegistry(options);
  };
  const engineWith = async (dockerConfig: unknown): Promise<EngineControl> => {
    const folder = join(inject("clusterRun").folder, "docker-config");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "config.json"), JSON.stringify(dockerConfig));
    const findLogin = createFindLogin(folder, createProcessRunner());
    const endpoint = resolveEngineEndpoint(process.env, process.env.HOME ?? "");
    return createDockerEngine(endpoint, {}, { findLogin, platform: undefined });
  };

  afterEach(async () => {
    await registry.close();
    await docker("image", "rm", registry.image).catch(() => undefined);
  });

  const notes: string[] = [];
  const quietly = (engine: EngineControl): PullDependencies => ({
    engine,
    clock: { ...systemClock, sleep: () => Promise.resolve() },
    onNote: (text) => notes.push(text),
  });

  /** As the program tells it. The words behind it are those of the engine's image store, which is one of two. */
  const refusalOf = async (image: string, engine: EngineControl): Promise<ErrorFacts> => {
    const { facts } = await pullImage(image, quietly(engine), {}).then(
      () => Promise.reject(new Error(`${image} was pulled.`)),
      (error: unknown) => {
        if (!(error instanceof TemporalStartError)) throw error;
        return recogniseWords(error, "");
      },
    );
    return facts;
  };

  it("tells the bytes as they come", async () => {
    await serve({ pauseMs: 40 });
    const engine = await engineWith({});
    const seen: PullBytes[] = [];
    await pullImage(registry.image, quietly(engine), { onBytes: (bytes) => seen.push(bytes) });
    const { layerBytes } = registry;
    const underWay = seen.filter(({ doneBytes }) => doneBytes > 0 && doneBytes < layerBytes);
    expect(underWay.length).toBeGreaterThan(2);
    expect(underWay.every(({ totalBytes, isTotalKnown }) => totalBytes === layerBytes && isTotalKnown)).toBe(true);
    // Engines that keep images with containerd do not tell of unpacking.
    expect(seen.at(-1)).toMatchObject({ doneBytes: layerBytes, totalBytes: layerBytes });
    expect(await engine.image(registry.image)).toBeDefined();
  });

  it("uses the login of the docker command's configuration", async () => {
    await serve({ login });
    const auth = Buffer.from(login).toString("base64");
    const engine = await engineWith({ auths: { [registry.address]: { auth } } });
    await pullImage(registry.image, quietly(engine), {});
    expect(await engine.image(registry.image)).toBeDefined();
  });

  it("without a login says what the registry said, and how to log in", async () => {
    await serve({ login });
    const facts = await refusalOf(registry.image, await engineWith({}));
    expect(facts).toMatchObject({ code: "IMAGE_PULL_FAILED", failure: { id: "PULL_DENIED" } });
    expect(facts.hint).toContain("log in (docker login)");
  });

  it("of an image that is not there says so", async () => {
    await serve({});
    const missing = `${registry.address}/slow/image:2`;
    const facts = await refusalOf(missing, await engineWith({}));
    expect(facts).toMatchObject({ code: "IMAGE_PULL_FAILED", failure: { id: "PULL_NOT_FOUND" } });
    expect(facts.message).toContain(`Image ${missing} could not be pulled: `);
  });

  it("that is out of order for a while is asked again, and that is told", async () => {
    await serve({ outages: 2 });
    const engine = await engineWith({});
    await pullImage(registry.image, quietly(engine), {});
    expect(await engine.image(registry.image)).toBeDefined();
    expect(notes.length).toBeGreaterThan(0);
    expect(notes[0]).toMatch(/could not be pulled: .*503 Service Unavailable; trying again in 1 s\.$/);
  });

  it("ends with the command that asked for it", async () => {
    await serve({ pauseMs: 200 });
    const engine = await engineWith({});
    const command = new AbortController();
    const onBytes = ({ doneBytes }: PullBytes): void => {
      if (doneBytes > 0) command.abort();
    };
    const pulled = engine.pull(registry.image, { onBytes, signal: command.signal });
    await expect(pulled).rejects.toThrow("aborted");
    expect(command.signal.aborted).toBe(true);
    expect(await engine.image(registry.image)).toBeUndefined();
  });
});
