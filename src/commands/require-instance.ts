import { TemporalStartError } from "../errors.ts";
import type { ContainerEngine } from "../runtime/ports.ts";
import { services } from "../services/index.ts";
import { instanceLabel, instanceName } from "../settings/instance.ts";
import { sortedContainers } from "../stack/own-containers.ts";

/** @throws TemporalStartError INSTANCE_UNKNOWN where an engine has neither containers nor data of it */
export async function requireInstance(engine: ContainerEngine, instance: string): Promise<void> {
  const { containers, leftovers } = await sortedContainers(engine, instance);
  if (containers.size + leftovers.length > 0) return;
  const names = services.flatMap(({ volumes }) => volumes.map(({ name }) => instanceName(instance, name)));
  if ((await engine.volumes(names)).length > 0) return;
  throw new TemporalStartError({
    code: "INSTANCE_UNKNOWN",
    category: "service",
    message: `There is no instance ${instanceLabel(instance)} on this engine; nothing was changed.`,
    hint: "temporal-start start makes it; temporal-start instances lists those that are there.",
  });
}
