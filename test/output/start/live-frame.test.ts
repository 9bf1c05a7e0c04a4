import { beforeEach, describe, expect, test } from "vitest";
import { createLiveFrame, type LiveFrame } from "../../../src/output/start/live-frame.ts";
import { createScreen, type Screen } from "../../support/screen.ts";

const columns = 80;
/** A terminal that wraps lines may move them out of sight, where no program reaches them: there is room for all. */
const height = 48;
const names = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot"];

let screen: Screen;
let frame: LiveFrame;

/** Rows as long as the terminal lets them be. */
const rowsFor = (width: number): readonly string[] => names.map((name) => name.padEnd(width - 1, "."));

beforeEach(() => {
  screen = createScreen(columns, height);
  // A screen in use: what is above the rows has scrolled.
  screen.write(Array.from({ length: 60 }, (_, index) => `before ${String(index)}\n`).join(""));
  frame = createLiveFrame(screen);
});

const seen = async (): Promise<readonly string[]> => (await screen.lines()).slice(60);
const before = async (): Promise<readonly string[]> => (await screen.lines()).slice(0, 60);

test("lines take the place of the lines before them", async () => {
  frame.show(["one", "two", "three"]);
  frame.show(["one", "2", "three", "four"]);
  expect(await seen()).toEqual(["one", "2", "three", "four"]);
  frame.show(["one"]);
  expect(await seen()).toEqual(["one"]);
});

test("what is written after the lines are taken away stands where they were", async () => {
  frame.show(["one", "two"]);
  frame.clear();
  screen.write("A note.\n");
  frame.show(["one", "two"]);
  expect(await seen()).toEqual(["A note.", "one", "two"]);
});

test("what a person's Ctrl-C prints below is gone with the lines", async () => {
  frame.show(["one", "two"]);
  screen.write("^C");
  frame.clear();
  screen.write("Interrupted.\n");
  expect(await seen()).toEqual(["Interrupted."]);
});

describe("a terminal that is resized", () => {
  test.each([79, 60, 41, 40, 30, 120])("to %i columns shows the lines once", async (width) => {
    frame.show(rowsFor(columns));
    await screen.lines();
    screen.resize(width, height);
    frame.show(rowsFor(width));
    expect(await seen()).toEqual(rowsFor(width));
    expect((await before()).at(-1)).toBe("before 59");
  });

  test("again and again leaves nothing behind", async () => {
    for (const width of [80, 60, 30, 100, 50, 35, 80]) {
      await screen.lines();
      screen.resize(width, height);
      frame.show(rowsFor(width));
    }
    expect(await seen()).toEqual(rowsFor(80));
  });

  test("just before the end leaves nothing behind either", async () => {
    frame.show(rowsFor(columns));
    await screen.lines();
    screen.resize(30, height);
    frame.clear();
    expect(await seen()).toEqual([]);
  });
});

test("the cursor stays in sight, since a process that is killed could not bring it back", async () => {
  frame.show(["one"]);
  expect(await screen.isCursorShown()).toBe(true);
});
