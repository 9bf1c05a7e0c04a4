import { commandsFor, readInstance } from "../cluster/settings/instance.ts";
import type { CommandSettings, GlobalFlags, Needs } from "../commands/command.ts";
import { defined } from "../defined.ts";
import { TemporalStartError } from "../errors.ts";

/** Undefined where they are not usable, which is then the failure itself. */
export async function settingsOf(context: Needs<"settings">): Promise<CommandSettings | undefined> {
  return context.settings().catch(() => undefined);
}

/**
 * The engine's words may tell a known failure. Commands are typed as they stand, so they name the instance, whatever
 * named it: the flag, a setting, or the environment.
 */
export async function explain(
  error: TemporalStartError,
  settings: CommandSettings | undefined,
  globals: GlobalFlags,
): Promise<TemporalStartError> {
  const [{ recogniseWords }, { withOrigins }] = await Promise.all([
    import("../blame/known-failure.ts"),
    import("./tell-origins.ts"),
  ]);
  const instance = settings?.values.TEMPORAL_INSTANCE || globals.instance;
  const recognised = recogniseWords(error, readInstance(instance ?? ""));
  const { facts } = settings === undefined ? recognised : withOrigins(recognised, settings);
  if (instance === undefined) return new TemporalStartError(facts);
  const { message, hint, actions, details } = facts;
  return new TemporalStartError({
    ...facts,
    message: commandsFor(readInstance(instance), message),
    ...defined({
      hint: hint && commandsFor(readInstance(instance), hint),
      actions: actions?.map((text) => commandsFor(readInstance(instance), text)),
      details: details?.map((text) => commandsFor(readInstance(instance), text)),
    }),
  });
}
