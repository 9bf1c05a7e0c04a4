// Loaded beforehand: the fake clock does not stand still for a module that a command loads when it needs it.
import "../../src/cluster/dynamic-config/check-dynamic-config.ts";
import "../../src/commands/shared/world-of.ts";
import "../../src/doctor/preflight.ts";
import { askComposeVersion } from "../../src/backends/compose/compose-cli.ts";
import type {
  CommandContext,
  CommandDefinition,
  CommandResult,
  CommandSettingsReport,
  Place,
} from "../../src/commands/command.ts";
import type {
  ArgumentDefinitions,
  ArgumentValues,
  FlagDefinitions,
  FlagValues,
  InputOf,
} from "../../src/commands/input.ts";
import { completeInput } from "../../src/commands/shared/complete-input.ts";
import type { CertificateFiles } from "../../src/interfaces/certificates.ts";
import type { Files } from "../../src/interfaces/files.ts";
import { plainStyle } from "../../src/output/style.ts";
import type { StartProgress } from "../../src/progress/start-progress.ts";
import { fakeBackend } from "./fake-backend.ts";
import type { FakeCluster } from "./fake-cluster.ts";
import { fakeFiles } from "./fake-files.ts";
import { fakeProbe } from "./fake-probe.ts";
import { fakeEngine, fakePortProbe, fakeProcesses } from "./fake-runtime.ts";

export interface FakeContext extends CommandContext {
  /** What a person would have seen so far. */
  readonly seen: {
    progress: StartProgress[];
    notes: string[];
    warnings: string[];
    questions: string[];
    stdout: string;
  };
}

export interface FakeContextOptions {
  /** What a person answers; absent means that nobody is there. */
  readonly answer?: boolean;
  readonly exitCodeInContainer?: number;
  readonly isJson?: boolean;
  readonly signal?: AbortSignal;
  readonly isStdoutTerminal?: boolean;
  readonly instancesWithPorts?: readonly string[];
  readonly screenLines?: number;
  readonly place?: Partial<Place>;
  readonly settingsReport?: Partial<CommandSettingsReport>;
  readonly files?: Files;
  readonly certificates?: CertificateFiles;
  /** The user's own compose file. */
  readonly overlay?: string;
}

/** The outside world of a command over a fake cluster. */
export function fakeContext(cluster: FakeCluster, options: FakeContextOptions = {}): FakeContext {
  const seen: FakeContext["seen"] = { progress: [], notes: [], warnings: [], questions: [], stdout: "" };
  return {
    seen,
    clock: cluster.clock,
    signal: options.signal ?? new AbortController().signal,
    reporter: {
      progress: (progress) => void seen.progress.push(progress),
      note: (text) => void seen.notes.push(text),
      warn: (text) => void seen.warnings.push(text),
    },
    style: plainStyle,
    probePort: fakePortProbe(cluster),
    probeFile: async () => (cluster.isConfigMissing ? "missing" : "there"),
    readConfig: async () => (cluster.isConfigMissing ? undefined : cluster.dynamicConfig),
    isInteractive: () => options.answer !== undefined,
    isStdoutTerminal: options.isStdoutTerminal ?? false,
    screenLines: () => options.screenLines ?? 40,
    isJson: options.isJson ?? false,
    version: "1.2.3",
    place: {
      currentFolder: "/work here",
      packageFolder: "/package",
      program: ["/usr/bin/node", "/package/bin/temporal-start.js"],
      environment: {},
      platform: "linux",
      ...options.place,
    },
    settingsReport: async () => ({
      ...cluster.settings,
      ignored: [],
      problems: [],
      secrets: [],
      file: "/package/temporal.env",
      ...options.settingsReport,
    }),
    certificates: async () => options.certificates ?? cluster.certificates,
    secure: async (isInUse) => {
      cluster.secured.push({ isInUse, states: cluster.states() });
    },
    followProvider: async () => ({}),
    files: async () => options.files ?? fakeFiles(),
    settings: async () => ({
      ...cluster.settings,
      host: "127.0.0.1",
      ...(options.overlay === undefined ? {} : { overlay: options.overlay }),
    }),
    engine: async () => fakeEngine(cluster),
    backend: async () => fakeBackend(cluster, fakeEngine(cluster), fakeProcesses(cluster, options.exitCodeInContainer)),
    lasting: async () => ({ engine: fakeEngine(cluster), backend: fakeBackend(cluster) }),
    composeVersion: () => askComposeVersion(fakeProcesses(cluster)),
    host: async () => cluster.host,
    processes: async () => fakeProcesses(cluster, options.exitCodeInContainer),
    probe: async () => fakeProbe(cluster),
    temporal: async () => cluster.temporal,
    fileStore: async () => cluster.fileStore,
    backupFolder: async () => "/backups",
    stores: async () => ({
      database: async () => cluster.stores.database,
      executions: async () => cluster.stores.executions,
      visibilityIndex: () => cluster.stores.index,
    }),
    async choose(values, keeps) {
      if (cluster.portsFailure !== undefined) throw cluster.portsFailure;
      if (keeps) Object.assign(cluster.keptPorts, values);
      cluster.settings = { ...cluster.settings, values: { ...cluster.settings.values, ...values } };
    },
    giveWay: () => undefined,
    instancesWithPorts: async () => options.instancesWithPorts ?? [],
    stateFolder: async () => "/state",
    lastBackups: async () => ({
      read: () => cluster.lastBackup,
      keep: (backup) => void (cluster.lastBackup = backup),
      isThere: ({ path }) => cluster.fileStore.files.has(path),
    }),
    async forgetKept() {
      cluster.keptPorts = {};
      cluster.lastBackup = undefined;
    },
    beside: () => {
      throw new Error("No test works on a second instance through a fake.");
    },
    lock: async () => ({
      async take() {
        if (cluster.lockFailure !== undefined) throw cluster.lockFailure;
        return cluster.lockHolder;
      },
      adopt: () => Promise.resolve(),
      async release() {
        cluster.lockReleases += 1;
      },
    }),
    imageBuilder: () => Promise.reject(new Error("No test builds images through a fake.")),
    async confirm(question, word) {
      seen.questions.push(word === undefined ? question : `${question} Type ${word}.`);
      return options.answer === true;
    },
    async write(text) {
      seen.stdout += text;
    },
  };
}

interface Given<Flags, Values> {
  readonly flags: Flags;
  readonly arguments: Values;
}

export function inputOf<const Flags extends object = object, const Values extends object = object>(
  flags = {} as Flags,
  values = {} as Values,
): Given<Flags, Values> {
  return { flags, arguments: values };
}

/** Runs one command as the program would; what is not given is as on a command line without it. */
export async function runOn<Flags extends FlagDefinitions, Arguments extends ArgumentDefinitions, Context>(
  definition: CommandDefinition<Flags, Arguments, Context>,
  context: NoInfer<Context>,
  given: Given<Partial<FlagValues<Flags>>, Partial<ArgumentValues<Arguments>>> = inputOf(),
): Promise<CommandResult> {
  if (definition.run === undefined) throw new Error(`${definition.name} only has subcommands.`);
  const input = completeInput(definition, given) as InputOf<Flags, Arguments>;
  return definition.run(input, context);
}
