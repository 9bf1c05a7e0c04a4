import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { askOnTerminal } from "../../src/cli/ask-on-terminal.ts";

function ask(keys: string) {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY: true });
  const cancellation = new AbortController();
  const answer = askOnTerminal("Go on? ", { input, output, cancellation });
  input.write(keys);
  return { answer, cancellation };
}

test("the answer is the line", async () => {
  await expect(ask("yes\r").answer).resolves.toBe("yes");
});

test("Ctrl-C cancels the command", async () => {
  const { answer, cancellation } = ask("\u0003");
  await expect(answer).rejects.toMatchObject({ code: "ABORT_ERR" });
  expect(cancellation.signal.aborted).toBe(true);
});

test("Ctrl-D is no answer and cancels nothing", async () => {
  const { answer, cancellation } = ask("\u0004");
  await expect(answer).resolves.toBe("");
  expect(cancellation.signal.aborted).toBe(false);
});
