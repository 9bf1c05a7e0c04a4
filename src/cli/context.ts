import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { once } from "../async/once.ts";
import type { EngineControl } from "../backends/compose/engine/engine-control.ts";
import { isCi } from "../cluster/settings/ci.ts";
import { newPasswordFile } from "../cluster/settings/secrets.ts";
import type { CommandContext, CommandSettings, GlobalFlags } from "../commands/command.ts";
import { defined } from "../defined.ts";
import { systemClock } from "../host/clock.ts";
import { createFileProbe, createReadConfig } from "../host/file-probe.ts";
import { keepGarbageSmall } from "../host/keep-garbage-small.ts";
import { forgetKept, instancesWithPorts, type KeptValues, keepValues } from "../host/kept-values.ts";
import { forgetLastBackup, lastBackupsIn } from "../host/last-backup.ts";
import { lowerPriority } from "../host/lower-priority.ts";
import { probePort } from "../host/port-probe.ts";
import { removeIfThere } from "../host/remove-if-there.ts";
import { mountedFrom } from "../host/shared-folder.ts";
import { backupFolder, hashesFile, stateFolder } from "../host/state-folder.ts";
import type { Backend } from "../interfaces/backend.ts";
import type { Inside } from "../interfaces/dial.ts";
import type { ProcessRunner } from "../interfaces/processes.ts";
import { ownContainers, serverAddress } from "../observe/own-containers.ts";
import type { Reporter } from "../output/start/reporter.ts";
import type { Style } from "../output/style.ts";
import { followingAdmin } from "../temporal/admin/following-admin.ts";
import { openEngine } from "./open-engine.ts";
import { openFileStore } from "./open-file-store.ts";
import { openProbe } from "./open-probe.ts";
import { openSecurity, type Security } from "./open-security.ts";
import { otherSecurity } from "./other-security.ts";
import type { Surroundings } from "./surroundings.ts";
import { temporalClients } from "./temporal-clients.ts";

export interface ContextParts {
  /** Whether the user's own compose file counts; absent means yes. */
  readonly hasOverlay?: boolean;
  readonly globals: GlobalFlags;
  readonly surroundings: Surroundings;
  readonly reporter: Reporter;
  readonly style: Style;
}

interface OpenContext {
  readonly context: CommandContext;
  readonly close: () => Promise<void>;
}

/** The real context and what closes it. Implementations load when a command first asks for them. */
export function createContext({ globals, surroundings, reporter, style, ...parts }: ContextParts): OpenContext {
  const { environment, packageFolder, signal } = surroundings;
  const home = environment.HOME ?? homedir();
  // What nobody waits for any more must not keep the program alive.
  const closed = new AbortController();
  const beside: OpenContext[] = [];
  const told = new Set<string>();
  let chosen: KeptValues = {};
  const loadSettings = async (): Promise<CommandSettings> => {
    const { loadCommandSettings } = await import("./load-command-settings.ts");
    const read = loadCommandSettings({ globals, home, chosen, ...parts, ...surroundings });
    for (const { message } of read.ignored ?? []) if (!told.has(message)) reporter.warn(message);
    for (const { message } of read.ignored ?? []) told.add(message);
    return read;
  };
  let loaded: Promise<CommandSettings> | undefined;
  const settings = (): Promise<CommandSettings> => (loaded ??= loadSettings());
  const stateOf = async (): Promise<string> =>
    stateFolder(environment, home, (await settings()).values.TEMPORAL_INSTANCE);
  const runner = once(async () => (await import("../host/process.ts")).createProcessRunner());
  const lock = once(async () => {
    const { createClusterLock } = await import("../host/cluster-lock.ts");
    return createClusterLock(join(await stateOf(), "lock"));
  });
  // A lock that cannot be written keeps nobody from working.
  const onSpawn = (pid: number): void => {
    lock()
      .then((held) => held.adopt(pid))
      .catch(() => undefined);
  };
  const processes: ProcessRunner = {
    run: async (command, args, options) => (await runner()).run(command, args, { ...options, onSpawn }),
    pipe: async (command, args, options) => (await runner()).pipe(command, args, { ...options, onSpawn }),
    launch: async (...given) => (await runner()).launch(...given),
    inherit: async (...given) => (await runner()).inherit(...given),
  };
  const engineParts = { environment, home, processes };
  const engine = once(() => openEngine(AbortSignal.any([signal, closed.signal]), engineParts));
  const dial: Inside["dial"] = async (...given) => (await engine()).dial(...given);
  const inside: Inside = { dial, authority: async () => (await security()).authority() };
  const place = { platform: process.platform, home, packageFolder };
  const backendOn = async (chosen: EngineControl): Promise<Backend> => {
    const { openComposeBackend } = await import("../backends/compose/open-compose-backend.ts");
    const { values, topology, file, overlay } = await settings();
    const { mounted, marks } = await security();
    return openComposeBackend({
      engine: chosen,
      clock: systemClock,
      processes,
      cluster: { values, topology },
      environment,
      folder: join(mountedFrom({ ...place, address: chosen.endpoint.address }, surroundings.version), "compose"),
      memoryFile: join(await stateOf(), hashesFile),
      ...defined({ settingsFile: file, overlay }),
      ...(mounted !== undefined && { secured: { certificates: mounted, marks } }),
    });
  };
  // Not once: the settings may be read anew.
  const backend = async (): Promise<Backend> => backendOn(await engine());
  const security = async (): Promise<Security> => openSecurity(await settings(), await stateOf());
  const clients = temporalClients(security);
  // A start that moves the port replaces the server while it is being asked.
  const temporal = followingAdmin(async () => {
    const reach = await settings();
    const containers = await ownContainers(await engine(), reach.topology);
    const misunderstood = otherSecurity(containers.get("temporal-server"), reach.values);
    if (misunderstood !== undefined) throw misunderstood;
    return clients.at(serverAddress(containers, reach));
  });
  const context: CommandContext = {
    clock: systemClock,
    signal,
    reporter,
    style,
    probePort,
    probeFile: createFileProbe(join(packageFolder, "compose")),
    readConfig: createReadConfig(join(packageFolder, "compose")),
    isInteractive: () => surroundings.isStdoutTerminal && !isCi(environment) && surroundings.isStdinTerminal(),
    isStdoutTerminal: surroundings.isStdoutTerminal,
    screenLines: surroundings.screenLines,
    isJson: globals.json,
    version: surroundings.version,
    place: { ...surroundings, platform: process.platform },
    settings,
    async settingsReport() {
      const { readCommandSettings } = await import("./load-command-settings.ts");
      return readCommandSettings({ globals, home, ...surroundings });
    },
    files: async () => (await import("../host/files.ts")).systemFiles,
    fileStore: once(() => openFileStore(environment)),
    async backupFolder() {
      const { values } = await settings();
      return backupFolder(environment, home, values.TEMPORAL_INSTANCE);
    },
    engine,
    processes: () => Promise.resolve(processes),
    async host() {
      const { createHostProbe } = await import("../host/host-probe.ts");
      return createHostProbe({ environment, home, processes });
    },
    temporal: () => Promise.resolve(temporal),
    certificates: async () => (await security()).files(),
    secure: async (isInUse) => (await security()).ensure(isInUse, systemClock.now()),
    followProvider: async () => (await security()).followProvider(signal),
    async stores() {
      keepGarbageSmall();
      return (await import("../stores/open-stores.ts")).openStores(inside);
    },
    backend,
    async lasting() {
      const own = await openEngine(closed.signal, engineParts);
      return { engine: own, backend: await backendOn(own) };
    },
    composeVersion: async () => (await import("../backends/compose/compose-cli.ts")).askComposeVersion(processes),
    probe: async (expected) => openProbe({ temporalAt: clients.at, inside, engine, settings, security }, expected),
    imageBuilder: async () =>
      (await import("../images/build/image-builder.ts")).createImageBuilder({ processes, packageFolder, environment }),
    async choose(values, keeps) {
      if (keeps) keepValues(await stateOf(), values);
      chosen = { ...chosen, ...values };
      loaded = loadSettings();
    },
    instancesWithPorts: () => Promise.resolve(instancesWithPorts(dirname(stateFolder(environment, home, "")))),
    stateFolder: stateOf,
    lastBackups: async () => lastBackupsIn(await stateOf()),
    async forgetKept() {
      const folder = await stateOf();
      forgetKept(folder);
      forgetLastBackup(folder);
      for (const file of [hashesFile, newPasswordFile]) removeIfThere(join(folder, file));
      (await security()).forget();
    },
    lock,
    beside(instance, set) {
      const others = { ...globals, instance, set: [...globals.set, ...set] };
      const opens = createContext({ globals: others, hasOverlay: false, surroundings, reporter, style });
      beside.push(opens);
      return opens.context;
    },
    async confirm(question, word) {
      const answer = await surroundings.ask(`${question} ${word === undefined ? "[y/N]" : `Type ${word} to go on:`} `);
      return word === undefined ? /^y(?:es)?$/i.test(answer.trim()) : answer.trim() === word;
    },
    giveWay: lowerPriority,
    write: surroundings.write,
  };
  const close = async (): Promise<void> => {
    closed.abort();
    await Promise.all([clients, ...beside].map((one) => one.close()));
  };
  return { context, close };
}
