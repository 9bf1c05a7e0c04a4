import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { type LogRange, openServiceLog } from "../../src/logs/follow-log.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { LoggingEngine } from "../support/logging-engine.ts";

let web: LoggingEngine;

beforeEach(() => {
  web = new LoggingEngine();
});

/** Reads the log as `logs --follow` does, into a list that grows. */
function follow(range: LogRange = {}): readonly string[] {
  const texts: string[] = [];
  const ending = new AbortController();
  const { engine, container } = web;
  const log = openServiceLog("temporal-web", { engine, container, clock: new FakeClock(), signal: ending.signal });
  const reading = (async () => {
    for await (const batch of log.backlog(range)) texts.push(...batch.map(({ text }) => text));
    for await (const batch of log.live(range)) texts.push(...batch.map(({ text }) => text));
  })().catch((error: unknown) => error);
  onTestFinished(async () => {
    ending.abort(new Error("the test is over"));
    await expect(reading).resolves.toMatchObject({ name: expect.stringMatching(/Error/) as string });
  });
  return texts;
}

const eventually = (texts: readonly string[], expected: readonly string[]): Promise<void> =>
  vi.waitFor(() => {
    expect(texts).toEqual(expected);
  });

/** Long enough for several more looks at the engine. */
const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

describe("a log that is followed", () => {
  test("gives what is there, and then what is written", async () => {
    web.create("first");
    await web.write("one", "two");
    const texts = follow();
    await eventually(texts, ["one", "two"]);
    await web.write("three");
    await eventually(texts, ["one", "two", "three"]);
  });

  test("gives the last words of a run, though its stream ended before them, and goes on with the next run", async () => {
    web.create("first");
    await web.write("one");
    const texts = follow();
    await eventually(texts, ["one"]);
    web.stop("last words");
    await eventually(texts, ["one", "last words"]);
    web.start();
    await web.write("up again");
    await eventually(texts, ["one", "last words", "up again"]);
  });

  test("gives what was written by a run that began and ended unseen", async () => {
    web.create("first");
    await web.write("one");
    const texts = follow();
    await eventually(texts, ["one"]);
    web.stop();
    await aWhile();
    web.start();
    web.stop("crashed at once");
    await eventually(texts, ["one", "crashed at once"]);
  });

  test("is not read again and again while the container is stopped", async () => {
    web.create("first");
    await web.write("one");
    web.stop();
    const texts = follow();
    await eventually(texts, ["one"]);
    await aWhile();
    expect(web.asked.length).toBeLessThan(4);
    expect(texts).toEqual(["one"]);
  });

  test("goes on with the container that replaces this one, from its beginning", async () => {
    web.create("first");
    await web.write("one");
    const texts = follow({ tail: 1 });
    await eventually(texts, ["one"]);
    web.remove();
    await aWhile();
    web.create("second");
    await web.write("new one", "new two");
    await eventually(texts, ["one", "new one", "new two"]);
  });

  test("gives the last words of a container that compose renames and replaces", async () => {
    web.create("first");
    await web.write("one");
    const texts = follow();
    await eventually(texts, ["one"]);
    web.rename();
    web.stop("last words");
    await eventually(texts, ["one", "last words"]);
    web.create("second");
    await web.write("new");
    await eventually(texts, ["one", "last words", "new"]);
  });

  test("begins with a container that comes later", async () => {
    const texts = follow({ tail: 0 });
    await aWhile();
    web.create("first");
    await web.write("one");
    await eventually(texts, ["one"]);
  });

  test("shows nothing of the past with a tail of 0, and everything after it", async () => {
    web.create("first");
    await web.write("past");
    const texts = follow({ tail: 0 });
    await aWhile();
    web.stop("last words");
    await eventually(texts, ["last words"]);
  });

  test("gives equal lines as often as they were written", async () => {
    web.create("first");
    await web.writeAt(5, "again");
    await web.writeAt(5, "again");
    const texts = follow();
    await eventually(texts, ["again", "again"]);
    web.stop();
    await web.writeAt(5, "again");
    web.start();
    await eventually(texts, ["again", "again", "again"]);
  });

  test.each([
    ["from its beginning", {}, ["a", "b", "a"]],
    ["from its last lines on", { tail: 2 }, ["b", "a"]],
  ])("of an engine that tells whole seconds comes without doubles, %s", async (_, range, backlog) => {
    web.create("first");
    for (const text of ["a", "b", "a"]) await web.writeAt(5, text);
    const texts = follow(range);
    await eventually(texts, backlog);
    await aWhile();
    web.stop();
    await web.writeAt(5, "b");
    web.start();
    await web.writeAt(6, "c");
    await eventually(texts, [...backlog, "b", "c"]);
  });

  test("gives a line whose time lies before that of the last one", async () => {
    web.create("first");
    await web.writeAt(7, "seven");
    const texts = follow();
    await eventually(texts, ["seven"]);
    web.stop();
    await web.writeAt(6, "six, but later");
    web.start();
    await eventually(texts, ["seven", "six, but later"]);
  });

  test("gives what is left when the engine has thrown the last line away", async () => {
    web.create("first");
    await web.write("one", "two");
    const texts = follow();
    await eventually(texts, ["one", "two"]);
    web.stop("three", "four", "five");
    web.rotate(2);
    await eventually(texts, ["one", "two", "four", "five"]);
  });
});
