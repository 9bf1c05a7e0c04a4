import { defined } from "../defined.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerDetails, ContainerFacts } from "../interfaces/engine-facts.ts";
import { isRunning } from "../plan/observed-state.ts";

/**
 * What a container is by its inspection, where the list has it running. An engine with a full disk cannot note in its
 * list that a container has ended, and goes on to list it as running when there is room again.
 */
export function withTrueState(container: ContainerFacts, details: ContainerDetails | undefined): ContainerFacts {
  if (!isRunning(container) || details?.state === undefined || details.state === "running") return container;
  const { health: _stale, ...facts } = container;
  return { ...facts, state: details.state, ...defined({ exitCode: details.exitCode }) };
}

/** Asks for each container that is listed as running, side by side. */
export async function trueStates<Name>(
  engine: ContainerEngine,
  containers: ReadonlyMap<Name, ContainerFacts>,
): Promise<ReadonlyMap<Name, ContainerFacts>> {
  const asked = [...containers].map(async ([name, container]) => {
    const details = isRunning(container) ? await engine.containerDetails(container.id) : undefined;
    return [name, withTrueState(container, details)] as const;
  });
  return new Map(await Promise.all(asked));
}
