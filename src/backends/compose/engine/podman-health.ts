import type { ContainerFacts } from "../../../interfaces/engine-facts.ts";

type Health = NonNullable<ContainerFacts["health"]>;

/** Of an entry of the engine's list of containers. */
interface Listed {
  readonly Id: string;
  readonly State: string;
}

const all: readonly Health[] = ["healthy", "unhealthy", "starting"];

/**
 * Podman lists containers without a word of their health, but finds them by it. It is known by the configuration in
 * its list, which Docker's has not.
 * @param find the containers of the same list that have this health
 */
export async function podmanHealth(
  listed: readonly Listed[],
  find: (health: Health) => Promise<readonly Listed[]>,
): Promise<ReadonlyMap<string, Health>> {
  if (!listed.some((container) => container.State === "running" && "Config" in container)) return new Map();
  const found = await Promise.all(
    all.map(async (health) => (await find(health)).map(({ Id }): [string, Health] => [Id, health])),
  );
  return new Map(found.flat());
}
