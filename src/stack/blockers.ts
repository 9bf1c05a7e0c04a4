import { type Settings, services } from "../services/index.ts";
import { instanceName } from "../settings/instance.ts";
import { labels } from "./labels.ts";
import type { Snapshot, TakenPort } from "./observed-state.ts";

/** A reason not to start: what, and the way out. */
export interface Blocker {
  readonly code: "NAME_TAKEN" | "PORT_TAKEN" | "PORT_FORBIDDEN" | "OTHER_DATA_VERSION";
  readonly message: string;
  readonly hint: string;
}

/** Everything that stands in the way, so that one attempt names it all. */
export function findBlockers(settings: Settings, snapshot: Snapshot): readonly Blocker[] {
  return [
    ...snapshot.strangers.map(({ name, labels: worn }): Blocker => {
      const project = worn[labels.composeProject];
      const owner =
        project === undefined ? "was not created by temporal-start" : `belongs to the compose project "${project}"`;
      return {
        code: "NAME_TAKEN",
        message: `A container named ${name} exists and ${owner}.`,
        hint: `Rename or remove it (docker rename ${name} ${name}-old), or start under other names: --instance NAME.`,
      };
    }),
    ...snapshot.takenPorts.map(portBlocker),
    ...otherDataVersions(settings, snapshot),
  ];
}

const highestPort = 65_535;

function portBlocker({ service, setting, port, holder, reason }: TakenPort): Blocker {
  const which = `Port ${String(port)} for ${service}`;
  if (reason === "forbidden") {
    return {
      code: "PORT_FORBIDDEN",
      message: `${which} may not be opened by this user.`,
      hint: `Set ${setting} to a port above 1023.`,
    };
  }
  return {
    code: "PORT_TAKEN",
    message: `${which} is taken${holder === undefined ? " by another program" : ` by container ${holder}`}.`,
    hint: `End that program${holder === undefined ? "" : ` (docker stop ${holder})`}, or set another port: --set ${setting}=${String(port < highestPort ? port + 1 : port - 1)}.`,
  };
}

function otherDataVersions(settings: Settings, { volumes }: Snapshot): Blocker[] {
  return services.flatMap((service) =>
    service.volumes.flatMap(({ name, dataVersion }): Blocker[] => {
      const volume = volumes.find((candidate) => candidate.name === instanceName(settings.TEMPORAL_INSTANCE, name));
      const found = volume?.labels[labels.dataVersion];
      if (volume === undefined || found === undefined || found === dataVersion) return [];
      return [
        {
          code: "OTHER_DATA_VERSION",
          message: `Volume ${volume.name} holds data of ${service.title} ${found}; this version needs ${dataVersion}.`,
          hint: `Use an image of ${service.title} ${found} (${service.image.setting}), or start beside it: --instance NAME.`,
        },
      ];
    }),
  );
}
