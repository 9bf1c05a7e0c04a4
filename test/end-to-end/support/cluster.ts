import { afterAll, beforeAll, inject } from "vitest";
import { instancePortOffset } from "../../../src/cluster/settings/instance.ts";
import type { HealthReport, ServiceHealth } from "../../../src/health/health-report.ts";
import { type ObjectKind, ownedBy } from "./docker.ts";
import { defaultPorts, freeInstance, type PublishedService } from "./free-instance.ts";
import {
  type Ended,
  launchOnTerminal,
  launchProgram,
  output,
  type Place,
  type Running,
  type RunOptions,
  type TerminalSize,
} from "./program.ts";

export interface Envelope<Data> {
  readonly exitCode: number;
  readonly data: Data;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: readonly string[];
    readonly failure: { readonly id: string } | null;
  } | null;
}

/** One cluster of this test run, handled through the installed program as a user would. */
export interface Cluster {
  readonly instance: string;
  /** The container, network or volume that the default instance calls `name`. */
  named(name: string): string;
  port(service: PublishedService): number;
  launch(args: readonly string[], options?: RunOptions): Running;
  launchOnTerminal(args: readonly string[], size: TerminalSize): Running;
  run(...args: readonly string[]): Promise<Ended>;
  json<Data>(...args: readonly string[]): Promise<Envelope<Data>>;
  status(...args: readonly string[]): Promise<{ readonly exitCode: number; readonly report: HealthReport }>;
  remove(): Promise<void>;
}

/** The cluster of this name, on this machine's engine unless another place is given. */
export function clusterOf(instance: string, place: Place = {}): Cluster {
  const launch = (args: readonly string[], options?: RunOptions): Running =>
    launchProgram(["--instance", instance, ...args], { ...place, ...options });
  const json = async <Data>(...args: readonly string[]): Promise<Envelope<Data>> => {
    const { exitCode, stdout, stderr } = await launch([...args, "--json"]).ended;
    if (stdout === "") throw new Error(`${args.join(" ")} --json wrote nothing to stdout; stderr: ${stderr}`);
    // Some tell line by line what they do, and answer in the last line; an answer alone has its end there.
    const last = stdout.trim().split("\n").at(-1) ?? "";
    const document = last === "}" ? stdout : last;
    return { ...(JSON.parse(document) as Omit<Envelope<Data>, "exitCode">), exitCode };
  };
  return {
    instance,
    named: (name) => name.replace(/^temporal/, `temporal-${instance}`),
    port: (service) => defaultPorts[service] + instancePortOffset(instance),
    launch,
    launchOnTerminal: (args, size) => launchOnTerminal(["--instance", instance, ...args], size),
    run: (...args) => launch(args).ended,
    json,
    async status(...args) {
      const { exitCode, data } = await json<HealthReport>("status", ...args);
      return { exitCode, report: data };
    },
    remove: () => removeInstance(instance, place),
  };
}

/** A cluster for one test file, not started yet, removed with its data when the file's tests are over. */
export async function useOwnCluster(purpose: string): Promise<Cluster> {
  const cluster = clusterOf(await freeInstance(`${inject("clusterRun").name}-${purpose}`));
  afterAll(() => cluster.remove());
  return cluster;
}

/**
 * The cluster that all files share. It is brought to health before each file, so that files run in
 * any order and alone; the end of the run removes it.
 */
export function useSharedCluster(): Cluster {
  const cluster = clusterOf(inject("sharedInstance"));
  beforeAll(async () => {
    await startOrExplain(cluster);
  });
  return cluster;
}

export async function startOrExplain(cluster: Cluster, ...args: readonly string[]): Promise<Ended> {
  const ended = await cluster.run("start", ...args);
  if (ended.exitCode !== 0) throw new Error(`start ended with ${String(ended.exitCode)}:\n${ended.stderr}`);
  return ended;
}

export function rowOf(report: HealthReport, service: string): ServiceHealth {
  const row = report.services.find((candidate) => candidate.service === service);
  if (row === undefined) throw new Error(`status tells nothing about ${service}`);
  return row;
}

export function unwell(report: HealthReport): readonly string[] {
  return report.services.filter(({ verdict }) => verdict !== "healthy").map(({ service }) => service);
}

/** Not by the program: a fault in it must not leave containers behind. */
async function removeInstance(instance: string, place: Place): Promise<void> {
  const remove = async (kind: ObjectKind, ...command: readonly string[]): Promise<void> => {
    const names = await ownedBy(instance, kind, place);
    if (names.length > 0) await output("docker", [...command, ...names], place);
  };
  await remove("container", "rm", "--force", "--volumes");
  await remove("network", "network", "rm");
  await remove("volume", "volume", "rm", "--force");
}
