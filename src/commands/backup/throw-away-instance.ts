import { isOurChoice } from "../../cluster/settings/origins.ts";
import { type ThrowAwayKind, throwAwayName } from "../../cluster/settings/throw-away.ts";
import { ownUnits } from "../../cluster/topology.ts";
import { TemporalStartError } from "../../errors.ts";
import { nextFreePort } from "../../plan/next-free-port.ts";
import type { CommandContext, Needs } from "../command.ts";

const loopback = "127.0.0.1";

export type ThrowAwayNeeds = Needs<"beside" | "probePort" | "settings">;

/**
 * An instance beside the cluster, with its settings, for this machine alone. Ports that a person wrote down are those of the
 * cluster: this one has the next that are free.
 * @throws TemporalStartError PORT_TAKEN
 */
export async function throwAwayInstance(context: ThrowAwayNeeds, kind: ThrowAwayKind): Promise<CommandContext> {
  const { topology, values: own, origins: ownOrigins } = await context.settings();
  const name = throwAwayName(topology.instance, kind);
  const { origins, values } = await context.beside(name, []).settings();
  const all = ownUnits(topology).flatMap(({ ports }) => ports);
  const written = all.filter(({ setting }) => !isOurChoice(origins[setting]));
  const ports = await freePorts(
    context,
    written.map(({ setting }) => [setting, Number(values[setting])]),
  );
  const beside = context.beside(name, [
    `TEMPORAL_BIND_ADDRESS=${loopback}`,
    "POSTGRES_WAL_ARCHIVE=false",
    // Nobody signs in to it.
    ...["TEMPORAL_OIDC_ISSUER=", "TEMPORAL_JWT_KEYS="],
    ...all.map(({ address }) => `${address}=`),
    ...ports.map(([setting, port]) => `${setting}=${String(port)}`),
  ]);
  // What is kept for the cluster, such as the version of an upgrade, is kept for no other instance, and what one of the name has
  // left is not the cluster's.
  const images = ownUnits(topology).map(({ service }) => service.image.setting);
  const kept = [...images, "POSTGRES_PASSWORD" as const].filter((setting) => isOurChoice(ownOrigins[setting]));
  if (kept.length > 0) await beside.choose(Object.fromEntries(kept.map((key) => [key, String(own[key])])), false);
  return beside;
}

async function freePorts(
  { probePort }: Needs<"probePort">,
  written: readonly (readonly [string, number])[],
): Promise<readonly (readonly [string, number])[]> {
  const found: (readonly [string, number])[] = [];
  for (const [setting, port] of written) {
    const free = await nextFreePort(
      port,
      async (candidate) =>
        ![...found, ...written].some(([, other]) => other === candidate) &&
        (await probePort(loopback, candidate)) === "free",
    );
    if (free === undefined) throw noneFree(setting, port);
    found.push([setting, free]);
  }
  return found;
}

function noneFree(setting: string, port: number): TemporalStartError {
  return new TemporalStartError({
    code: "PORT_TAKEN",
    category: "preflight",
    message: `None of the ports above ${String(port)} is free for a second cluster (${setting}); nothing was changed.`,
    hint: `Leave ${setting} out of the settings, and each instance has ports of its own.`,
  });
}
