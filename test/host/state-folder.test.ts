import { expect, test } from "vitest";
import { stateFolder } from "../../src/host/state-folder.ts";
import { failureOf } from "../support/expect-failure.ts";
import { runInProcess } from "../support/in-process.ts";

test.each([
  [{}, "/home/ada", "/home/ada/.local/state/temporal-start/blue"],
  [{ XDG_STATE_HOME: "/state" }, "/home/ada", "/state/temporal-start/blue"],
  [{ XDG_STATE_HOME: "/state" }, "", "/state/temporal-start/blue"],
  [{ XDG_STATE_HOME: "" }, "/home/ada", "/home/ada/.local/state/temporal-start/blue"],
  [{ XDG_STATE_HOME: "state" }, "/home/ada", "/home/ada/.local/state/temporal-start/blue"],
])("with %j and home %j it is %s", (environment, home, folder) => {
  expect(stateFolder(environment, home, "blue")).toBe(folder);
});

test.each([
  ["", "HOME is empty."],
  ["here", 'HOME is "here".'],
])("a home %j is no place for it", async (home, words) => {
  const { facts, exitCode } = await failureOf(() => stateFolder({}, home, ""));
  expect(exitCode).toBe(6);
  expect(facts.code).toBe("HOME_UNKNOWN");
  expect(facts.message).toContain(words);
});

test("a command without a home says so, once and with the way out", async () => {
  const { exitCode, stderr } = await runInProcess(["status"], { environment: { HOME: "" } });
  expect(exitCode).toBe(6);
  expect(stderr).toBe(
    "Error: There is no folder for what is kept between commands: HOME is empty.\n" +
      "→ Set HOME to your home folder, or XDG_STATE_HOME to a folder for this, by its whole path.\n",
  );
});
