import { basename, resolve } from "node:path";
import { type SettingKey, settingsShape } from "../cluster/services/index.ts";
import { settingRules } from "../cluster/setting-rules.ts";
import { parseEnvFile } from "../cluster/settings/env-file.ts";
import { hostOf } from "../cluster/settings/host.ts";
import { readSettings, requireUsable } from "../cluster/settings/load.ts";
import { keptOrigin } from "../cluster/settings/origins.ts";
import { topologyOf } from "../cluster/topology.ts";
import type { CommandSettings, CommandSettingsReport, GlobalFlags } from "../commands/command.ts";
import { defined } from "../defined.ts";
import { causeMessage, TemporalStartError } from "../errors.ts";
import { findFile, findOverlay } from "../host/find-overlay.ts";
import { type KeptValues, readKept } from "../host/kept-values.ts";
import { readIfThere } from "../host/read-if-there.ts";
import { readSmallFile } from "../host/read-small-file.ts";
import { stateFolder } from "../host/state-folder.ts";

export interface SettingPlaces {
  readonly globals: GlobalFlags;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly currentFolder: string;
  readonly packageFolder: string;
  readonly home: string;
  /** What this command itself has chosen, stronger than all that is written: ports for those that are taken, images of another version. */
  readonly chosen?: KeptValues;
  /** Whether the user's own compose file counts; absent means yes. */
  readonly hasOverlay?: boolean;
}

/** Name of the file of settings, in the current folder or in the package. */
const fileName = "temporal.env";

/** Reads all sources of settings once. @throws TemporalStartError SETTINGS_INVALID */
export function loadCommandSettings(places: SettingPlaces): CommandSettings {
  const report = readCommandSettings(places);
  const { values, origins, ignored } = requireUsable(report);
  const { file } = report;
  const { currentFolder, hasOverlay = true } = places;
  const pathOf = (named: string): string | undefined => findFile(named, { file, currentFolder }).path;
  const { path: overlay } = hasOverlay
    ? findOverlay(values.TEMPORAL_COMPOSE_OVERRIDE, { file, currentFolder })
    : { path: undefined };
  return {
    values,
    topology: topologyOf(values),
    origins,
    ignored,
    host: hostOf(values.TEMPORAL_BIND_ADDRESS),
    provider: defined({
      clientSecretFile: pathOf(values.TEMPORAL_OIDC_CLIENT_SECRET_FILE),
      authorityFile: pathOf(values.TEMPORAL_PROVIDER_CA_FILE),
    }),
    ...defined({ file, overlay }),
  };
}

/** Reads all sources of settings, usable or not. */
export function readCommandSettings(places: SettingPlaces): CommandSettingsReport {
  const { globals, environment, home, chosen = {} } = places;
  const { name, path, text } = readEnvFile(places);
  const sources = {
    flags: { ...readSetFlags(globals), ...asText(chosen) },
    flagOrigins: {
      ...(globals.instance === undefined ? {} : { TEMPORAL_INSTANCE: "--instance" }),
      ...Object.fromEntries(Object.keys(chosen).map((key) => [key, keptOrigin])),
    },
    environment,
    file: { name, ...parseEnvFile(text, name) },
    kept: (instance: string) => ({
      values: readKept(stateFolder(environment, home, instance)),
      origin: keptOrigin,
    }),
  };
  const overlayIsThere: (typeof settingRules)[number] = ({ TEMPORAL_COMPOSE_OVERRIDE: named = "" }) => {
    const { missing } = findOverlay(named, { file: path, currentFolder: places.currentFolder });
    return missing === undefined ? [] : [{ key: "TEMPORAL_COMPOSE_OVERRIDE", message: notThere(missing) }];
  };
  const filesAreThere: (typeof settingRules)[number] = (values) =>
    namedFiles.flatMap((key) => {
      const { missing } = findFile(values[key] ?? "", { file: path, currentFolder: places.currentFolder });
      return missing === undefined ? [] : [{ key, message: notThere(missing) }];
    });
  const report = readSettings(settingsShape, sources, [...settingRules, overlayIsThere, filesAreThere]);
  return { ...report, ...defined({ file: path }) };
}

const namedFiles = [
  "TEMPORAL_OIDC_CLIENT_SECRET_FILE",
  "TEMPORAL_PROVIDER_CA_FILE",
] as const satisfies readonly SettingKey[];

const notThere = (path: string): string =>
  `names ${path}, and no such file is to be found; a relative path starts in the folder of the settings file.`;

function asText(values: KeptValues): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
}

interface FoundFile {
  readonly name: string;
  readonly path?: string;
  readonly text: string;
}

function readEnvFile({ globals, currentFolder, packageFolder }: SettingPlaces): FoundFile {
  if (globals.settings !== undefined) {
    const path = resolve(currentFolder, globals.settings);
    return { name: globals.settings, path, text: readText(path, globals.settings) };
  }
  for (const folder of [currentFolder, packageFolder]) {
    const path = resolve(folder, fileName);
    const text = readTextIfThere(path);
    if (text !== undefined) return { name: fileName, path, text };
  }
  return { name: fileName, text: "" };
}

function readText(path: string, shown: string): string {
  try {
    return readSmallFile(path);
  } catch (error) {
    throw unreadable(shown, error);
  }
}

function readTextIfThere(path: string): string | undefined {
  try {
    return readIfThere(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(shown: string, cause: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "SETTINGS_UNREADABLE",
    category: "settings",
    message: `The settings file ${shown} cannot be read: ${causeMessage(cause)}.`,
    hint: `Check the path, or leave --settings out to use ${basename(fileName)}.`,
    cause,
  });
}

/** `--instance` is a short way to write `--set TEMPORAL_INSTANCE=…`. */
function readSetFlags({ set, instance }: GlobalFlags): Record<string, string> {
  // Without a prototype, so that no name of a setting is taken for something else.
  const flags = Object.create(null) as Record<string, string>;
  for (const [index, assignment] of set.entries()) {
    const equals = assignment.indexOf("=");
    if (equals <= 0) {
      throw new TemporalStartError({
        code: "USAGE",
        category: "usage",
        // Not quoted: whatever stands there may be a password.
        message: `--set number ${String(index + 1)} is not KEY=value.`,
        hint: "Write it like --set TEMPORAL_WEB_PORT=8090.",
      });
    }
    flags[assignment.slice(0, equals)] = assignment.slice(equals + 1);
  }
  if (instance !== undefined) flags.TEMPORAL_INSTANCE = instance;
  return flags;
}
