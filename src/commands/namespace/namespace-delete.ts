import { exitCodes, TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { requireConfirmation } from "../shared/confirmation.ts";
import { ownNamespace } from "../shared/own-namespace.ts";
import { shellWord } from "../shared/shell-word.ts";
import { nameArgument, readNamespaceName } from "./namespace-input.ts";

const pauseMs = 200;
/** The server renames the namespace at once and every cache has forgotten the old name after ten seconds. */
const goneTimeoutMs = 30_000;

export const deleteNamespace = defineCommand({
  name: "delete",
  summary: "Delete a namespace with all its workflows, after confirmation",
  arguments: { name: nameArgument },
  flags: { yes: { flag: "--yes", summary: "do not ask" } },
  examples: [
    { command: "temporal-start namespace delete old-project --yes", explains: "delete it without a question" },
  ],
  async run(input, context: Needs<"clock" | "confirm" | "isInteractive" | "settings" | "signal" | "temporal">) {
    const name = readNamespaceName(input.arguments.name);
    const { values } = await context.settings();
    if (name === values.TEMPORAL_NAMESPACE || name === "default" || name === ownNamespace)
      throw protectedNamespace(name);
    const temporal = await context.temporal();
    if ((await temporal.namespace(name)) === undefined) {
      return { exitCode: exitCodes.ok, data: { name, deleted: false }, text: `There is no namespace ${name}.\n` };
    }
    await requireConfirmation(context, input.flags.yes, {
      question: `Delete namespace ${name} with all its workflows?`,
      deed: `delete the namespace ${name} with all its workflows`,
      command: `temporal-start namespace delete ${shellWord(name)} --yes`,
    });
    await temporal.deleteNamespace(name);
    const deadlineMs = context.clock.now() + goneTimeoutMs;
    while ((await temporal.namespace(name)) !== undefined) {
      if (context.clock.now() >= deadlineMs) throw notDeleted(name);
      await context.clock.sleep(pauseMs, context.signal);
    }
    return {
      exitCode: exitCodes.ok,
      data: { name, deleted: true },
      text: `Namespace ${name} is deleted; the server removes its workflows in the background.\n`,
    };
  },
});

function notDeleted(name: string): TemporalStartError {
  return new TemporalStartError({
    code: "NAMESPACE_NOT_DELETED",
    category: "timeout",
    message: `Namespace ${name} is still there ${String(goneTimeoutMs / 1000)} s after the server agreed to delete it.`,
    hint: "temporal-start logs temporal-server --tail 100",
    retryable: true,
  });
}

function protectedNamespace(name: string): TemporalStartError {
  return new TemporalStartError({
    code: "NAMESPACE_PROTECTED",
    category: "usage",
    message: `Namespace ${name} belongs to the cluster and is not deleted.`,
    hint: "temporal-start reset deletes the whole cluster with its data.",
  });
}
