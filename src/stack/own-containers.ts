import type { ContainerEngine, ContainerFacts } from "../runtime/ports.ts";
import type { ServiceName } from "../services/index.ts";
import { instanceLabel } from "../settings/instance.ts";
import { labels } from "./labels.ts";
import { sortContainers } from "./observed-state.ts";

/** The containers of an instance by service; others are not even asked for. */
export async function ownContainers(
  engine: ContainerEngine,
  instance: string,
): Promise<ReadonlyMap<ServiceName, ContainerFacts>> {
  const all = await engine.containers([`${labels.instance}=${instanceLabel(instance)}`]);
  return sortContainers(all, instance).containers;
}
