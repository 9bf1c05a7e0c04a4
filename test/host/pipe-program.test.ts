import { once } from "node:events";
import { PassThrough, Readable, Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { pipeProgram } from "../../src/host/pipe-program.ts";
import { failureOf } from "../support/expect-failure.ts";

const chunkBytes = 64 * 1024;

function ignored(): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
}

test("bytes go in and out unchanged, and the exit code is the program's", async () => {
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251));
  const stdout = new PassThrough();
  const ending = pipeProgram("sh", ["-c", "cat; echo said aloud >&2; exit 7"], {
    stdin: Readable.from([bytes.subarray(0, 1000), bytes.subarray(1000)]),
    stdout,
    onError: (text) => (said += text),
  });
  let said = "";
  expect((await buffer(stdout)).equals(bytes)).toBe(true);
  expect([await ending, said]).toEqual([7, "said aloud\n"]);
});

test("nobody reads ahead of a slow reader", async () => {
  let taken = 0;
  const stdin = Readable.from(
    (function* () {
      for (; taken < 2000; taken += 1) yield Buffer.alloc(chunkBytes);
    })(),
    { objectMode: false },
  );
  let written: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (written = resolve));
  const held: (() => void)[] = [];
  const stdout = new Writable({
    write: (_chunk, _encoding, done) => {
      held.push(done);
      written();
    },
  });
  const over = new AbortController();
  const ending = pipeProgram("cat", [], { stdin, stdout, onError: () => undefined, signal: over.signal });
  await first;
  await delay(300);
  expect(taken).toBeLessThan(30);
  over.abort(new Error("enough"));
  await expect(ending).rejects.toThrow("enough");
});

test("a program that does not read all of its input ends with its own exit code", async () => {
  const endless = Readable.from(
    (function* () {
      for (;;) yield Buffer.alloc(chunkBytes);
    })(),
    { objectMode: false },
  );
  const options = { stdin: endless, stdout: ignored(), onError: () => undefined };
  expect(await pipeProgram("sh", ["-c", "head -c 10 > /dev/null; exit 3"], options)).toBe(3);
  expect(endless.destroyed).toBe(true);
});

test("input that breaks off is never taken for all of it: what the program works for is ended first", async () => {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const events: string[] = [];
  stdout.setEncoding("utf8").on("data", (text: string) => events.push(text.trim()));
  stdout.on("error", () => undefined);
  const ending = pipeProgram("sh", ["-c", "cat; echo has all"], {
    stdin,
    stdout,
    onError: () => undefined,
    stop: async () => {
      await delay(200);
      events.push("stopped");
    },
  });
  stdin.write("a piece\n");
  await once(stdout, "data");
  stdin.destroy(new Error("the disk failed"));
  await expect(ending).rejects.toThrow("the disk failed");
  expect(events).toEqual(["a piece", "stopped"]);
  expect([stdout.destroyed, stdout.writableFinished]).toEqual([true, false]);
});

test("an output that fails ends the program", async () => {
  const stdout = new Writable({
    write: (_chunk, _encoding, done) => {
      done(new Error("no space left"));
    },
  });
  const ending = pipeProgram("sh", ["-c", "while :; do echo more; done"], { stdout, onError: () => undefined });
  await expect(ending).rejects.toThrow("no space left");
});

test("an interruption ends a program that says nothing", async () => {
  const over = new AbortController();
  let pid = 0;
  const ending = pipeProgram("sleep", ["600"], {
    stdout: ignored(),
    onError: () => undefined,
    signal: over.signal,
    onSpawn: (started) => (pid = started),
  });
  over.abort(new Error("interrupted"));
  await expect(ending).rejects.toThrow("interrupted");
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

test("a program that somebody else killed has not ended well", async () => {
  const options = { stdout: ignored(), onError: () => undefined };
  await expect(pipeProgram("sh", ["-c", "kill -9 $$"], options)).rejects.toThrow("sh was ended by SIGKILL.");
});

test("a program that is not there is named", async () => {
  const { facts } = await failureOf(() =>
    pipeProgram("no-such-program", [], { stdout: ignored(), onError: () => undefined }),
  );
  expect(facts.code).toBe("PROGRAM_MISSING");
});
