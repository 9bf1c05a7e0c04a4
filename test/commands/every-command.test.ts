import { expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { everyCommand, namesOf } from "../support/every-command.ts";

test("every command of the list is among those that run on a real cluster, and no other", () => {
  expect(everyCommand.map(({ command }) => command).toSorted()).toEqual(namesOf(commands).toSorted());
});
