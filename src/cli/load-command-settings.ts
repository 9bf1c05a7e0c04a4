import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { CommandSettings } from "../commands/command.ts";
import { causeMessage, TemporalStartError } from "../errors.ts";
import { type KeptPorts, readKeptPorts } from "../runtime/kept-ports.ts";
import { stateFolder } from "../runtime/state-folder.ts";
import { settingsShape } from "../services/index.ts";
import { parseEnvFile } from "../settings/env-file.ts";
import { hostOf } from "../settings/host.ts";
import { loadSettings } from "../settings/load.ts";
import { keptOrigin } from "../stack/free-ports.ts";
import { settingRules } from "../stack/setting-rules.ts";
import type { GlobalFlags } from "./build-program.ts";

export interface SettingPlaces {
  readonly globals: GlobalFlags;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly currentFolder: string;
  readonly packageFolder: string;
  readonly home: string;
  /** Ports that stand in for those that are taken, for this command alone. */
  readonly ports?: KeptPorts;
}

/** Name of the file of settings, in the current folder or in the package. */
const fileName = "temporal.env";

/** Reads all sources of settings once. */
export async function loadCommandSettings(places: SettingPlaces): Promise<CommandSettings> {
  const { globals, environment, home, ports } = places;
  const { name, text } = await readEnvFile(places);
  const loaded = loadSettings(
    settingsShape,
    {
      flags: readSetFlags(globals),
      environment,
      file: { name, ...parseEnvFile(text, name) },
      kept: (instance) => ({
        values: { ...readKeptPorts(stateFolder(environment, home, instance)), ...ports },
        origin: keptOrigin,
      }),
    },
    settingRules,
  );
  return { values: loaded.values, origins: loaded.origins, host: hostOf(loaded.values.TEMPORAL_BIND_ADDRESS) };
}

async function readEnvFile({
  globals,
  currentFolder,
  packageFolder,
}: SettingPlaces): Promise<{ name: string; text: string }> {
  if (globals.settings !== undefined) {
    const path = resolve(currentFolder, globals.settings);
    return { name: globals.settings, text: await readText(path, globals.settings) };
  }
  for (const folder of [currentFolder, packageFolder]) {
    const text = await readTextIfThere(resolve(folder, fileName));
    if (text !== undefined) return { name: fileName, text };
  }
  return { name: fileName, text: "" };
}

async function readText(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new TemporalStartError({
      code: "SETTINGS_UNREADABLE",
      category: "settings",
      message: `The settings file ${shown} cannot be read: ${causeMessage(error)}.`,
      hint: `Check the path, or leave --settings out to use ${basename(fileName)}.`,
      cause: error,
    });
  }
}

async function readTextIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    return readText(path, path);
  }
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
