import type { Settings, settingsShape } from "../cluster/services/index.ts";
import type { IgnoredVariable } from "../cluster/settings/ignored-variable.ts";
import type { SettingsReport } from "../cluster/settings/load.ts";
import type { Topology } from "../cluster/topology.ts";
import type { ImageBuilder } from "../images/recipe.ts";
import type { Backend } from "../interfaces/backend.ts";
import type { CertificateFiles } from "../interfaces/certificates.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { FileStore } from "../interfaces/file-store.ts";
import type { FileProbe, Files, ReadConfig } from "../interfaces/files.ts";
import type { HostProbe, PortProbe } from "../interfaces/host.ts";
import type { LastBackups } from "../interfaces/last-backup.ts";
import type { ClusterLock } from "../interfaces/lock.ts";
import type { ProcessRunner } from "../interfaces/processes.ts";
import type { ProviderFaults, ProviderFiles } from "../interfaces/provider.ts";
import type { Stores } from "../interfaces/stores.ts";
import type { TemporalAdmin } from "../interfaces/temporal.ts";
import type { Reporter } from "../output/start/reporter.ts";
import type { Style } from "../output/style.ts";
import type { Probe, ProbeSpec } from "../probes/probe.ts";
import type { ArgumentDefinitions, FlagDefinitions, InputOf } from "./input.ts";

export interface Example {
  readonly command: string;
  readonly explains: string;
}

/** Settings with the place each came from, and the file that was read. */
export interface CommandSettings {
  readonly values: Settings;
  /** The cluster that they ask for. */
  readonly topology: Topology;
  readonly origins: Readonly<Record<string, string>>;
  readonly ignored?: readonly IgnoredVariable[];
  /** Host on which the published ports are reached. */
  readonly host: string;
  /** Absolute path of the file that was read; absent where there is none. */
  readonly file?: string;
  /** Absolute path of the user's own compose file, where there is one. */
  readonly overlay?: string;
  /** What leads to a provider of identities. */
  readonly provider?: ProviderFiles;
}

/** What was read of the settings, usable or not. */
export interface CommandSettingsReport extends SettingsReport<typeof settingsShape> {
  /** Absolute path of the file that was read; absent where there is none. */
  readonly file?: string;
}

/** Where the program was called and what it is part of. */
export interface Place {
  readonly currentFolder: string;
  /** Holds compose/, temporal-config/ and temporal.env as they were shipped. */
  readonly packageFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Words that run this program, from any folder. */
  readonly program: readonly string[];
}

/** Flags that stand before or after any command. */
export interface GlobalFlags {
  readonly instance?: string;
  readonly settings?: string;
  readonly set: readonly string[];
  readonly json: boolean;
}

/** The outside world of a command. Everything is made when first asked for, so that a command pays for what it uses. */
export interface CommandContext {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly reporter: Reporter;
  readonly style: Style;
  readonly probePort: PortProbe;
  readonly probeFile: FileProbe;
  readonly readConfig: ReadConfig;
  /** Whether questions can be answered: stdin and stdout are terminals and CI is not set. */
  readonly isInteractive: () => boolean;
  /** Whether stdout is a terminal: what is written there is read by a person. */
  readonly isStdoutTerminal: boolean;
  /** Lines that the terminal behind stdout has now. */
  readonly screenLines: () => number;
  /** Whether the reader is a program: `--json` was given. */
  readonly isJson: boolean;
  readonly version: string;
  readonly place: Place;
  settings(): Promise<CommandSettings>;
  /** Never fails over a value; only over a file that cannot be read or a flag that makes no sense. */
  settingsReport(): Promise<CommandSettingsReport>;
  files(): Promise<Files>;
  fileStore(): Promise<FileStore>;
  /** Absolute path of the folder in which backups of the instance are, unless another is named. */
  backupFolder(): Promise<string>;
  engine(): Promise<ContainerEngine>;
  backend(): Promise<Backend>;
  /** Of their own connections, which an interruption does not end: for what has to be tidied up after it. */
  lasting(): Promise<{ readonly engine: ContainerEngine; readonly backend: Backend }>;
  /** What Compose calls its own version. @throws TemporalStartError COMPOSE_MISSING, PROGRAM_MISSING, COMPOSE_FAILED */
  composeVersion(): Promise<string>;
  processes(): Promise<ProcessRunner>;
  host(): Promise<HostProbe>;
  /** With the questions that will be asked, no client loads but theirs. */
  probe(expected?: readonly ProbeSpec[]): Promise<Probe>;
  temporal(): Promise<TemporalAdmin>;
  /** Of the instance, whether it is secured or not. */
  certificates(): Promise<CertificateFiles>;
  /**
   * Makes what the settings ask for and is missing, and replaces what ends soon, of the certificates of the instance.
   * @param isInUse whether there are containers that have some already
   * @throws TemporalStartError CERTIFICATES_MISSING where others than theirs would be made, FILE_UNREADABLE
   */
  secure(isInUse: boolean): Promise<void>;
  /** Asks a provider of identities, where there is one, for its keys and whether people can sign in there. */
  followProvider(): Promise<ProviderFaults>;
  stores(): Promise<Stores>;
  imageBuilder(): Promise<ImageBuilder>;
  /**
   * The settings are read anew, with these values whatever is written; with `keeps` those of later commands on the instance,
   * too, for which what a person wrote down is stronger.
   */
  choose(values: Readonly<Record<string, number | string>>, keeps: boolean): Promise<void>;
  /** Instances of which an earlier command kept ports, as labels name them; they may have nothing on the engine. */
  instancesWithPorts(): Promise<readonly string[]>;
  lastBackups(): Promise<LastBackups>;
  /** Absolute path of the folder of what is kept for the instance between commands. */
  stateFolder(): Promise<string>;
  /** What was kept for the instance counts no more: it has the ports of its name again, and no backup. */
  forgetKept(): Promise<void>;
  /** Of the instance that the settings name. */
  lock(): Promise<ClusterLock>;
  /**
   * The same world for another instance, whose settings are the same but for these, each as `--set` has it. The user's own
   * compose file is not laid over it: it may name data, ports or networks of the cluster beside it.
   */
  beside(instance: string, set: readonly string[]): CommandContext;
  /** Asks on the terminal for a yes, or for this word. */
  confirm(question: string, word?: string): Promise<boolean>;
  /** From now on, what this process and those it starts compute waits for what others do on this machine. */
  giveWay(): void;
  /** Writes data to stdout while the command runs; resolves when the reader can take more. */
  write(text: string): Promise<void>;
}

/** The part of the context that a function may touch, and that a test of it has to give. */
export type Needs<Member extends keyof CommandContext> = Pick<CommandContext, Member>;

export interface CommandResult {
  readonly exitCode: number;
  /** For programs: the `data` of the JSON envelope. */
  readonly data: unknown;
  /** For people, on stdout; already ends with a line break where there is text. */
  readonly text: string;
}

/**
 * Whether a command writes its data while it runs, with `--json` one document a line: no envelope follows, or,
 * with `then-envelope`, what happens is written by the reporter and the envelope is the last line.
 */
export type Streams = boolean | "then-envelope";

/**
 * A command as data plus one function; the parser library stays in src/cli/. What it reads and what it may touch
 * follow from its definition, see define-command.ts; without parameters it is any command.
 */
export interface CommandDefinition<
  Flags extends FlagDefinitions = FlagDefinitions,
  Arguments extends ArgumentDefinitions = ArgumentDefinitions,
  Context = CommandContext,
> {
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
  readonly arguments?: Arguments;
  readonly flags?: Flags;
  readonly examples: readonly Example[];
  readonly subcommands?: readonly CommandDefinition[];
  /** Absent: with `--json` it answers with one document when it has ended. */
  readonly streams?: Streams;
  /** In place of `streams`, where it depends on what was given. */
  streamsFor?(input: InputOf<Flags, Arguments>): Streams;
  /** Everything after the command's name belongs to another program. */
  readonly passThrough?: boolean;
  /** Not for people: help does not show it. */
  readonly hidden?: boolean;
  /** Reads the global flags from its own arguments, where they stand on a line that is being typed. */
  globals?(input: InputOf<Flags, Arguments>): GlobalFlags;
  run?(input: InputOf<Flags, Arguments>, context: Context): Promise<CommandResult>;
}
