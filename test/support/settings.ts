import { type Settings, settingsShape } from "../../src/cluster/services/index.ts";
import { type LoadedSettings, loadSettings } from "../../src/cluster/settings/load.ts";

export interface TestSettings {
  readonly values: Settings;
  readonly origins: Readonly<Record<string, string>>;
}

/** The defaults, with some settings as if the user had given them by `--set`. */
export function testSettings(flags: Readonly<Record<string, string>> = {}): TestSettings {
  const loaded: LoadedSettings<typeof settingsShape> = loadSettings(settingsShape, {
    flags,
    environment: {},
    file: { name: "temporal.env", entries: [], problems: [] },
  });
  return { values: loaded.values, origins: loaded.origins };
}
