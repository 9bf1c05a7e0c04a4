import { type Settings, settingsShape } from "../cluster/services/index.ts";
import { instanceName } from "../cluster/settings/instance.ts";
import { ownUnits, type Topology } from "../cluster/topology.ts";
import type { Blocker } from "./blocker.ts";
import { configFile } from "./config-file.ts";
import { nameBlockers } from "./name-blockers.ts";
import type { Snapshot, TakenPort } from "./observed-state.ts";

/** Everything that stands in the way, so that one attempt names it all. */
export function findBlockers(settings: Settings, topology: Topology, snapshot: Snapshot): readonly Blocker[] {
  return [
    ...nameBlockers(topology.instance, snapshot),
    ...foreignAddress(settings, topology, snapshot),
    ...snapshot.takenPorts.filter(({ reason }) => reason === "taken").map(portBlocker),
    ...dataVersionBlockers(settings, topology, snapshot),
  ];
}

/** A line that is missing in the settings must not open what is closed. */
export function securityBlockers(
  { TEMPORAL_SECURITY: wanted }: Settings,
  { containers }: Pick<Snapshot, "containers">,
): readonly Blocker[] {
  // Stores are of the same degree with permissions and without: the highest is that of the cluster.
  const [closed] = [...containers.values()]
    .filter(({ marks }) => isMore(marks.security, wanted))
    .toSorted((one, other) => degrees.indexOf(other.marks.security ?? "") - degrees.indexOf(one.marks.security ?? ""));
  if (closed === undefined) return [];
  return [
    {
      code: "SECURITY_TAKEN_OFF",
      message: `${closed.name} asks everybody for a ${closed.marks.security === "full" ? "token" : "certificate"}, and the settings have TEMPORAL_SECURITY=${wanted}.`,
      hint: `Write TEMPORAL_SECURITY=${closed.marks.security ?? ""} into temporal.env; where it is meant to be ${wanted}: temporal-start secure ${wanted}`,
    },
  ];
}

const degrees = ["off", "tls", "full"];
const isMore = (has = "off", wanted: string): boolean => degrees.indexOf(has) > degrees.indexOf(wanted);

/** Found here, because compose would find it after it has replaced containers, and the server after that. */
export function missingConfig(settings: Settings): Blocker {
  return {
    code: "CONFIG_MISSING",
    message: `The dynamic configuration ${configFile(settings)} is missing.`,
    hint: "Put it there, or set TEMPORAL_CONFIG_DIR to a folder that has development-sql.yaml; a relative path starts in the folder of compose.yml.",
  };
}

const highestPort = 65_535;

/** Every port of one address meets the same refusal, so it is said once. */
function foreignAddress(settings: Settings, topology: Topology, { takenPorts }: Snapshot): Blocker[] {
  const refused = new Set(takenPorts.filter(({ reason }) => reason === "forbidden").map(({ address }) => address));
  return [...refused].map((address) => {
    const setting = settingsWith(settings, topology, address);
    return {
      code: "PORT_FORBIDDEN",
      message: `No port can be opened at ${address}, which is no address of this machine.`,
      hint: `Set ${setting} to 127.0.0.1 for this machine only, or to an address of it.`,
    };
  });
}

function settingsWith(settings: Settings, { units }: Topology, address: string): string {
  if (settings.TEMPORAL_BIND_ADDRESS === address) return "TEMPORAL_BIND_ADDRESS";
  const own = units.flatMap(({ ports }) => ports.map((port) => port.address));
  return own.filter((key) => settings[key] === address).join(" and ");
}

function portBlocker({ service, setting, port, holder }: TakenPort): Blocker {
  const which = `Port ${String(port)} for ${service}`;
  return {
    code: "PORT_TAKEN",
    message: `${which} is taken${holder === undefined ? " by another program" : ` by container ${holder}`}.`,
    hint: `End that program (${holder === undefined ? "temporal-start doctor names it" : `docker stop ${holder}`}),${moving(setting, port)} or set another port: --set ${setting}=${String(port < highestPort ? port + 1 : port - 1)}.`,
  };
}

/** Ports that a person wrote down are not moved. */
function moving(setting: TakenPort["setting"], port: number): string {
  const isDefault = String(port) === settingsShape[setting]?.defaultValue;
  return isDefault ? " let free ports be found and kept (temporal-start start --free-ports)," : "";
}

export function dataVersionBlockers(
  settings: Settings,
  topology: Topology,
  { volumes }: Pick<Snapshot, "volumes">,
): readonly Blocker[] {
  return ownUnits(topology).flatMap(({ service, volumes: kept }) =>
    kept.flatMap(({ name, dataVersion, versionReadBy, wayTo }): Blocker[] => {
      const volume = volumes.find((candidate) => candidate.name === instanceName(topology.instance, name));
      const found = volume?.marks.dataVersion;
      const needed = versionReadBy?.(String(settings[service.image.setting])) ?? dataVersion;
      if (volume === undefined || found === undefined || found === needed) return [];
      return [
        {
          code: "OTHER_DATA_VERSION",
          message: `Volume ${volume.name} holds data of ${service.title} ${found}; this version needs ${needed}.`,
          hint:
            wayTo?.(needed, found) ??
            `Start beside it (--instance NAME), and move the data with the tools of ${service.title} ${found}.`,
        },
      ];
    }),
  );
}
