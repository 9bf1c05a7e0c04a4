import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import type { Backend, OneOff } from "../../src/interfaces/backend.ts";
import { volume } from "../support/containers.ts";
import { failureOf } from "../support/expect-failure.ts";
import { fakeBackend } from "../support/fake-backend.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { fakeEngine } from "../support/fake-runtime.ts";
import { inMemoryBackend } from "../support/in-memory-backend.ts";
import { localDocker } from "../support/local-docker.ts";

/** Every backend runs commands in the same way. */
const backends: readonly (readonly [string, (cluster: FakeCluster) => Backend])[] = [
  ["Docker Compose", (cluster) => fakeBackend(cluster, fakeEngine(cluster), localDocker(cluster))],
  ["a backend in memory", inMemoryBackend],
];

const data = "temporal-postgres-data";
const oneOff: OneOff = {
  image: { unit: "temporal-postgres" },
  joinsNetwork: true,
  mounts: [{ volume: data, path: "/data", isReadOnly: true }],
};

function withData(): FakeCluster {
  const cluster = FakeCluster.running();
  cluster.volumes = [volume(data)];
  return cluster;
}

type Run = (
  backend: Backend,
  ...given: Parameters<Backend["exec"]> extends [unknown, ...infer Rest] ? Rest : never
) => ReturnType<Backend["exec"]>;
const ways: readonly (readonly [string, Run])[] = [
  ["in a unit", (backend, command, streams) => backend.exec("temporal-postgres", command, streams)],
  ["in a container of its own", (backend, command, streams) => backend.runOnce(oneOff, command, streams)],
];

describe.each(backends)("on %s", (_, backendOf) => {
  describe.each(ways)("a command %s", (_way, run) => {
    test("reads stdin, writes stdout, and ends with its exit code and what it said on stderr", async () => {
      const stdout = new PassThrough();
      const command = { words: ["sh", "-c", 'cat; echo "$SECRET" >&2; exit 3'], environment: { SECRET: "from afar" } };
      const stdin = Readable.from(["one ", "two"], { objectMode: false });
      const ending = run(backendOf(withData()), command, { stdin, stdout });
      expect(await text(stdout)).toBe("one two");
      expect(await ending).toEqual({ exitCode: 3, stderr: "from afar\n" });
    });

    test("keeps the end of a long stderr", async () => {
      const stdout = new PassThrough().resume();
      const words = ["sh", "-c", "head -c 300000 /dev/zero | tr '\\0' x >&2; echo the cause >&2"];
      const { stderr } = await run(backendOf(withData()), { words }, { stdout });
      expect(stderr).toHaveLength(16_384);
      expect(stderr.endsWith("the cause\n")).toBe(true);
    });

    test("gives its words unchanged", async () => {
      const stdout = new PassThrough();
      const ending = run(backendOf(withData()), { words: ["printf", "%s|", "a b", '"$HOME"', "-x", "sh"] }, { stdout });
      expect(await text(stdout)).toBe('a b|"$HOME"|-x|sh|');
      expect((await ending).exitCode).toBe(0);
    });

    test("ends with the signal, and its process with it", async () => {
      const cluster = withData();
      const over = new AbortController();
      const stdout = new PassThrough();
      stdout.on("error", () => undefined);
      const words = ["sh", "-c", "echo $$; sleep 600; true"];
      const ending = run(backendOf(cluster), { words }, { stdout, signal: over.signal });
      const pid = await once(stdout, "data").then(([said]) => Number(String(said)));
      over.abort(new Error("interrupted"));
      await expect(ending).rejects.toThrow("interrupted");
      await expect.poll(() => isAlive(pid)).toBe(false);
      expect([...cluster.containers.values()].filter((container) => container.oneOff !== undefined)).toEqual([]);
    });

    test("ends where its input breaks off", async () => {
      const stdout = new PassThrough().on("error", () => undefined).resume();
      const stdin = new PassThrough();
      const ending = run(backendOf(withData()), { words: ["cat"] }, { stdin, stdout });
      setTimeout(() => stdin.destroy(new Error("the disk failed")), 100);
      await expect(ending).rejects.toThrow("the disk failed");
    });
  });

  test("a command in a unit that does not run has not begun", async () => {
    const cluster = withData();
    cluster.change("temporal-postgres", { state: "exited" });
    const stdout = new PassThrough().resume();
    const { facts } = await failureOf(() =>
      backendOf(cluster).exec("temporal-postgres", { words: ["true"] }, { stdout }),
    );
    expect(facts.code).toBe("COMMAND_NOT_BEGUN");
  });

  test.each([
    ["the unit whose image it would have", { image: { unit: "temporal-nobody" } }],
    ["a volume that it would read", { mounts: [{ volume: "temporal-nothing", path: "/data", isReadOnly: true }] }],
  ])("a container of its own is not made without %s", async (_what, changes) => {
    const stdout = new PassThrough().resume();
    const run = (): Promise<unknown> =>
      backendOf(withData()).runOnce({ ...oneOff, ...changes }, { words: ["true"] }, { stdout });
    expect((await failureOf(run)).facts.code).toBe("COMMAND_NOT_BEGUN");
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
