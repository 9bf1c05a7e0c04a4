import { commandsFor, readInstance } from "../cluster/settings/instance.ts";
import type { CommandContext, GlobalFlags } from "../commands/command.ts";
import { defined } from "../defined.ts";
import { TemporalStartError } from "../errors.ts";

/** Whatever named it: the flag, a setting, or the environment. */
export async function instanceOf(context: CommandContext, { instance }: GlobalFlags): Promise<string | undefined> {
  try {
    return (await context.settings()).values.TEMPORAL_INSTANCE || instance;
  } catch {
    return instance;
  }
}

/** The engine's words may tell a known failure. Commands are typed as they stand, so they name the instance. */
export async function explain(error: TemporalStartError, instance: string | undefined): Promise<TemporalStartError> {
  const { recogniseWords } = await import("../blame/known-failure.ts");
  const { facts } = recogniseWords(error, readInstance(instance ?? ""));
  if (instance === undefined) return new TemporalStartError(facts);
  const { hint, actions } = facts;
  return new TemporalStartError({
    ...facts,
    ...defined({
      hint: hint && commandsFor(readInstance(instance), hint),
      actions: actions?.map((text) => commandsFor(readInstance(instance), text)),
    }),
  });
}
