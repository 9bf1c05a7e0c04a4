import { type Settings, settingsShape } from "../../src/cluster/services/index.ts";
import { type LoadedSettings, loadSettings } from "../../src/cluster/settings/load.ts";

import { lastingUnits, type Topology, topologyOf, type Unit, unitNamed } from "../../src/cluster/topology.ts";

export interface TestSettings {
  readonly topology: Topology;
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
  return { values: loaded.values, topology: topologyOf(loaded.values), origins: loaded.origins };
}

/** The cluster that these settings ask for. */
export function testTopology(flags: Readonly<Record<string, string>> = {}): Topology {
  return testSettings(flags).topology;
}

/** One of its units. */
export function testUnit(name: string, topology: Topology = testTopology()): Unit {
  const unit = unitNamed(topology, name);
  if (unit === undefined) throw new Error(`No unit ${name}.`);
  return unit;
}

/** The units that stay, in start order. */
export const testLastingUnits: readonly Unit[] = lastingUnits(testTopology());

/** The names of all units, in start order. */
export const testUnitNames: readonly string[] = testTopology().units.map(({ name }) => name);
