import { instanceLabel } from "../../cluster/settings/instance.ts";
import { nearestName } from "../../cluster/settings/similar-name.ts";
import type { Needs } from "../command.ts";

/** A command that found nothing to do may have been asked of a misspelt instance; it has succeeded all the same. */
export async function warnUnknownInstance(context: Needs<"engine" | "reporter">, instance: string): Promise<void> {
  if (instance === "") return;
  const engine = await context.engine();
  const objects = await Promise.all([engine.containers("ours"), engine.volumesOf("ours")]);
  const known = [...new Set(objects.flat().flatMap(({ marks }) => marks.instance ?? []))];
  if (known.includes(instanceLabel(instance))) return;
  const near = nearestName(instance, known);
  const meant = near === undefined ? "" : ` Did you mean ${near}?`;
  context.reporter.warn(
    `There is no instance ${instance} on this engine.${meant} temporal-start instances lists those that are there.`,
  );
}
