import { expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { everyCommand, namesOf } from "../support/every-command.ts";

test("every command of the list is among those that run on a real cluster, and no other", () => {
  // Some run in more than one way.
  const run = new Set(everyCommand.map(({ command }) => command));
  expect([...run].toSorted()).toEqual(namesOf(commands).toSorted());
});
