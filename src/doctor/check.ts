import type { Settings } from "../cluster/services/index.ts";
import type { Topology } from "../cluster/topology.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerFacts, EngineInfo } from "../interfaces/engine-facts.ts";
import type { ReadConfig } from "../interfaces/files.ts";
import type { HostProbe, PortProbe } from "../interfaces/host.ts";
import type { LastBackups } from "../interfaces/last-backup.ts";
import type { ProcessRunner } from "../interfaces/processes.ts";
import type { NamespaceFacts } from "../interfaces/temporal.ts";
import type { WantedImage } from "../observe/list-images.ts";
import type { sortContainers } from "../plan/observed-state.ts";
import type { Probe, ProbeSpec } from "../probes/probe.ts";

export type CheckState = "ok" | "warning" | "failure";

/** What one look came to. */
export interface Finding {
  /** What it is about, where a check looks at several things. */
  readonly subject?: string;
  readonly state: CheckState;
  /** What was seen: one line. */
  readonly seen: string;
  /** What to type or to write; absent where nothing has to be done. */
  readonly todo?: string;
  /** With which error a start ends; absent where a start judges it itself, mends it, or goes on. */
  readonly code?: string;
  /** Its code ends only a start that replaces or removes the container of this name. */
  readonly endsReplacing?: string;
  /** A start has nothing to tell of it: it sees to it itself, or nothing is known. */
  readonly isForDoctor?: true;
}

export const checkGroups = [
  "engine",
  "machine",
  "ports",
  "images",
  "data",
  "settings",
  "security",
  "production",
] as const;

/** What has to be known before a check can look; what is wrong with it, its own checks tell. */
export type Need = "engine" | "settings";

/** One question about the machine. It asks the world and leaves the judgement to a pure function. */
export interface Check {
  /** Stable; programs branch on it. */
  readonly id: string;
  readonly group: (typeof checkGroups)[number];
  readonly title: string;
  readonly needs: readonly Need[];
  /**
   * Which starts look, too: every one that changes something, those that make all containers, the first of an
   * instance alone where nothing would end it, or none where the plan or its steps see the same, or where what it
   * finds is no news on most machines.
   */
  readonly starts: "every" | "creating" | "first" | "none";
  /** What it warns of comes and goes, so it is told at every start that looks and not at the first alone. */
  readonly isPassing?: true;
  look(world: World): Promise<readonly Finding[]>;
}

export interface LoadedSettings {
  readonly topology: Topology;
  readonly values: Settings;
  readonly origins: Readonly<Record<string, string>>;
  /** Host on which the published ports are reached. */
  readonly host: string;
  /** Absolute path of the file that was read; absent where there is none. */
  readonly file?: string;
  /** Absolute path of the user's own compose file; absent where there is none. */
  readonly overlay?: string;
}

/** The engine's answer about itself, and when it was asked and answered by this machine's clock. */
export interface TimedInfo {
  readonly info: EngineInfo;
  readonly askedMs: number;
  readonly answeredMs: number;
}

/** What the checks look at. What several of them need is asked once. */
export interface World {
  readonly clock: Clock;
  readonly host: HostProbe;
  readonly processes: ProcessRunner;
  readonly probePort: PortProbe;
  readonly readConfig: ReadConfig;
  /** What Compose calls its own version. @throws TemporalStartError COMPOSE_MISSING, PROGRAM_MISSING, COMPOSE_FAILED */
  composeVersion(): Promise<string>;
  /** Services that the user's own compose file changes or adds. @throws TemporalStartError OVERLAY_INVALID, COMPOSE_FAILED */
  changedByOverlay(): Promise<readonly string[]>;
  probe(expected: readonly ProbeSpec[]): Promise<Probe>;
  settings(): Promise<LoadedSettings>;
  engine(): Promise<ContainerEngine>;
  engineInfo(): Promise<TimedInfo>;
  containers(): Promise<readonly ContainerFacts[]>;
  /** Of them our own, and the strangers that bear our names. */
  sortedContainers(): Promise<ReturnType<typeof sortContainers>>;
  namespaces(): Promise<readonly NamespaceFacts[]>;
  lastBackups(): Promise<LastBackups>;
  /** What each image setting comes to, as `images list` shows it. */
  images(): Promise<readonly WantedImage[]>;
}

export const ok = (seen: string): Finding => ({ state: "ok", seen });
export const warning = (seen: string, todo: string): Finding => ({ state: "warning", seen, todo });
export const failure = (seen: string, todo: string): Finding => ({ state: "failure", seen, todo });
/** A failure that ends a start as well. */
export const obstacle = (facts: Required<Pick<Finding, "code" | "seen" | "todo">>): Finding => ({
  state: "failure",
  ...facts,
});
