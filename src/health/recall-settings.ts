import type { SettingKey, Settings } from "../cluster/services/index.ts";
import { flagOrigin } from "../cluster/settings/load.ts";
import type { Unit } from "../cluster/topology.ts";
import type { ContainerDetails, ContainerFacts } from "../interfaces/engine-facts.ts";
import type { Reach } from "../observe/own-containers.ts";
import type { HealthNotice } from "./health-notice.ts";

/** A unit with its container, and what an inspection told of it. */
export interface Inspected {
  readonly unit: Unit;
  readonly container?: ContainerFacts;
  readonly details?: ContainerDetails;
}

export interface Recalled {
  /** With which the services are asked: those that made the containers, as far as these still carry them. */
  readonly values: Settings;
  readonly notices: readonly HealthNotice[];
}

/**
 * A cluster is what its containers were made with, whatever the settings file of this folder says: it may be another one,
 * or have been edited since. What was typed with this very command counts as it was typed.
 */
export function recallSettings(
  all: readonly Inspected[],
  { values, origins = {}, file }: Pick<Reach, "values" | "origins" | "file">,
): Recalled {
  const made = all
    .flatMap((inspected) => recallOne(inspected, values))
    .filter(({ setting }) => origins[setting] !== flagOrigin);
  const [first] = made;
  if (first === undefined) return { values, notices: [] };
  const recalled = Object.fromEntries(made.map(({ setting, value }) => [setting, value]));
  const differing = [...new Set(made.map(({ setting }) => setting))].join(", ");
  return { values: { ...values, ...recalled }, notices: [noticeOf(first, differing, file)] };
}

interface Difference {
  readonly setting: SettingKey;
  readonly value: string;
  readonly unit: Unit;
  readonly container: ContainerFacts | undefined;
}

function recallOne({ unit, container, details }: Inspected, values: Settings): readonly Difference[] {
  const { environment = {} } = details ?? {};
  return Object.entries(unit.service.remembers ?? {}).flatMap(([setting, variable]): Difference[] => {
    const value = environment[variable];
    const isOther = value !== undefined && value !== "" && value !== String(values[setting as SettingKey]);
    return isOther ? [{ setting: setting as SettingKey, value, unit, container }] : [];
  });
}

function noticeOf({ unit, container }: Difference, differing: string, file: string | undefined): HealthNotice {
  const maker = container?.marks.settingsFile ?? "";
  const isElsewhere = maker.startsWith("/") && maker !== file;
  const now = file === undefined ? "the defaults, which were read now," : `${file}, which was read now,`;
  return {
    id: "OTHER_SETTINGS",
    level: "warning",
    service: unit.name,
    message: isElsewhere
      ? `The cluster was made with the settings of ${maker} and was asked with those; ${now} differs in ${differing}.`
      : `The cluster was made with other values of ${differing} than those that were read now, and was asked with its own.`,
    hint: isElsewhere
      ? `Use --settings ${maker}; temporal-start start would apply what was read now. A cluster of its own has another name: --instance NAME`
      : "temporal-start start applies what was read now",
  };
}
