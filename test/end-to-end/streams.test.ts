import { createHash, randomBytes } from "node:crypto";
import { PassThrough, Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { labelled } from "../../src/backends/compose/labels.ts";
import { openComposeBackend } from "../../src/backends/compose/open-compose-backend.ts";
import { systemClock } from "../../src/host/clock.ts";
import { createProcessRunner } from "../../src/host/process.ts";
import type { Backend, OneOff, UnitCommand } from "../../src/interfaces/backend.ts";
import { engineAt } from "../support/engine-at.ts";
import { testSettings } from "../support/settings.ts";
import { startOrExplain, useSharedCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { projectFolder } from "./support/program.ts";

const gibibyte = 1024 ** 3;
const chunkBytes = 64 * 1024;
const allowedGrowthBytes = 100_000_000;

/** Bytes of which no two chunks are the same. */
function* chunks(totalBytes: number): Generator<Buffer> {
  const noise = randomBytes(chunkBytes);
  for (let number = 0; number < totalBytes / chunkBytes; number += 1) {
    const chunk = Buffer.from(noise);
    chunk.writeUInt32BE(number, 0);
    yield chunk;
  }
}

describe("Commands with streams", () => {
  const cluster = useSharedCluster();
  let backend: Backend;
  let oneOff: OneOff;

  beforeAll(async () => {
    const { values, topology } = testSettings({ TEMPORAL_INSTANCE: cluster.instance });
    const address = await docker("context", "inspect", "--format", "{{.Endpoints.docker.Host}}");
    backend = openComposeBackend({
      engine: engineAt(process.env.DOCKER_HOST ?? address),
      clock: systemClock,
      processes: createProcessRunner(),
      cluster: { values, topology },
      environment: process.env,
      folder: `${projectFolder}/compose`,
      memoryFile: `${inject("clusterRun").folder}/streams-hashes.json`,
    });
    oneOff = { image: { unit: "temporal-postgres" }, joinsNetwork: true, mounts: [] };
  });

  const run = async (way: "exec" | "runOnce", command: UnitCommand, stdin?: Readable, signal?: AbortSignal) => {
    const stdout = new PassThrough();
    const streams = { stdout, ...(stdin && { stdin }), ...(signal && { signal }) };
    const ending =
      way === "exec" ? backend.exec("temporal-postgres", command, streams) : backend.runOnce(oneOff, command, streams);
    const [said, end] = await Promise.all([text(stdout), ending]);
    return { said, ...end };
  };
  const containersOfCommands = (): Promise<string> =>
    docker(
      "ps",
      "--all",
      "--quiet",
      "--filter",
      `label=${labelled("awaitedBy")}`,
      "--filter",
      `label=${labelled("instance")}=${cluster.instance}`,
    );
  const processesIn = (container: string): Promise<string> =>
    docker("exec", container, "sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '");

  it.each(["exec", "runOnce"] as const)(
    "%s takes a gibibyte in and out again unchanged, in steady memory",
    async (way) => {
      const [sent, received] = [createHash("sha256"), createHash("sha256")];
      let receivedBytes = 0;
      const before = process.memoryUsage().rss;
      let highest = before;
      const stdin = Readable.from(
        (function* () {
          for (const chunk of chunks(gibibyte)) {
            sent.update(chunk);
            yield chunk;
          }
        })(),
        { objectMode: false },
      );
      const stdout = new Writable({
        write(chunk: Buffer, _encoding, done) {
          received.update(chunk);
          receivedBytes += chunk.length;
          highest = Math.max(highest, process.memoryUsage.rss());
          done();
        },
      });
      const command = { words: ["cat"] };
      const streams = { stdin, stdout };
      const end = await (way === "exec"
        ? backend.exec("temporal-postgres", command, streams)
        : backend.runOnce(oneOff, command, streams));
      console.log(`${way}: resident memory grew by ${String(Math.round((highest - before) / 1e6))} MB`);
      expect(end).toEqual({ exitCode: 0, stderr: "" });
      expect(receivedBytes).toBe(gibibyte);
      expect(received.digest("hex")).toBe(sent.digest("hex"));
      expect(highest - before).toBeLessThan(allowedGrowthBytes);
    },
    300_000,
  );

  it.each(["exec", "runOnce"] as const)(
    "%s tells exit code and stderr, and that a program is not there",
    async (way) => {
      const words = ["sh", "-c", 'echo "$GREETING"; echo why >&2; exit 42'];
      const stdin = Readable.from(["unread"]);
      expect(await run(way, { words, environment: { GREETING: "good day" } }, stdin)).toEqual({
        ...{ said: "good day\n", exitCode: 42, stderr: "why\n" },
      });
      expect(await run(way, { words: ["no-such-program"] })).toMatchObject({ exitCode: 127 });
      expect(await containersOfCommands()).toBe("");
    },
  );

  it.each(["exec", "runOnce"] as const)("%s ends with the signal, and nothing of it is left running", async (way) => {
    const over = new AbortController();
    const stdout = new PassThrough().on("error", () => undefined);
    const streams = { stdin: new PassThrough(), stdout, signal: over.signal };
    const command = { words: ["sh", "-c", "echo begun; sleep 98765 | cat; true"] };
    const ending =
      way === "exec" ? backend.exec("temporal-postgres", command, streams) : backend.runOnce(oneOff, command, streams);
    ending.catch(() => undefined);
    await new Promise((resolve) => stdout.once("data", resolve));
    if (way === "exec") expect(await processesIn(cluster.named("temporal-postgres"))).toContain("98765");
    else expect(await containersOfCommands()).not.toBe("");
    over.abort(new Error("interrupted"));
    await expect(ending).rejects.toThrow("interrupted");
    expect(await processesIn(cluster.named("temporal-postgres"))).not.toContain("98765");
    expect(await containersOfCommands()).toBe("");
  });

  it("a running container for one command is left alone by start while its owner lives, and removed when it does not", async () => {
    const over = new AbortController();
    const stdout = new PassThrough().on("error", () => undefined);
    const command = { words: ["sh", "-c", "echo begun; sleep 600"] };
    const ending = backend.runOnce(oneOff, command, { stdout, signal: over.signal });
    ending.catch(() => undefined);
    await new Promise((resolve) => stdout.once("data", resolve));
    await startOrExplain(cluster);
    expect(await containersOfCommands()).not.toBe("");
    over.abort(new Error("enough"));
    await expect(ending).rejects.toThrow("enough");

    const worn = [
      "--label",
      `${labelled("instance")}=${cluster.instance}`,
      "--label",
      `${labelled("awaitedBy")}=4194304 long ago`,
    ];
    const image = await docker("inspect", "--format", "{{.Image}}", cluster.named("temporal-postgres"));
    await docker("run", "--detach", ...worn, "--entrypoint", "sleep", image, "600");
    expect((await cluster.run("start", "--dry-run")).stdout).toContain("left by a command that was cut short");
    await startOrExplain(cluster);
    expect(await containersOfCommands()).toBe("");
  });

  it("says in the engine's words why a command has not begun", async () => {
    const stdout = new PassThrough().resume();
    const missing: OneOff = { ...oneOff, image: { reference: "temporal-start/no-such-image:1" } };
    await expect(backend.runOnce(missing, { words: ["true"] }, { stdout })).rejects.toThrow(
      /true could not be run in a container: .*image/i,
    );
    await expect(backend.exec("temporal-schema", { words: ["true"] }, { stdout })).rejects.toThrow(/is not running/);
  });
});
