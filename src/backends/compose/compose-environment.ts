import type { Settings } from "../../cluster/services/index.ts";
import { settingsShape } from "../../cluster/services/index.ts";
import { publishedAddress } from "../../cluster/settings/host.ts";
import { ownUnits, type Topology } from "../../cluster/topology.ts";

/**
 * The environment of `docker compose`: what the docker command itself needs from ours, and every
 * setting under its own name. Compose's own switches are left out: COMPOSE_FILE or COMPOSE_PROFILES
 * of another project would change what is started.
 */
export function composeEnvironment(
  {
    values: settings,
    topology,
    images,
  }: {
    readonly values: Settings;
    readonly topology: Topology;
    /** References by unit; the settings' own where there is none. */
    readonly images: Readonly<Record<string, string>>;
  },
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const inherited = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith("COMPOSE_"),
  );
  const values = Object.entries(settings).map(([key, value]) => [key, textOf(key, value)] as const);
  const chosen = ownUnits(topology).flatMap(({ name, service: { image } }) => {
    const reference = images[name];
    return reference === undefined ? [] : [[image.setting, reference] as const];
  });
  return Object.fromEntries([...inherited, ...values, ...chosen]);
}

function textOf(key: string, value: string | number): string {
  const kind = settingsShape[key]?.kind;
  return kind === "bindAddress" || kind === "ownAddress" ? publishedAddress(String(value)) : String(value);
}
