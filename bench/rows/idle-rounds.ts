import { setTimeout as sleep } from "node:timers/promises";
import { containersOf, type RunningContainer, useOf } from "../engine/containers.ts";
import { daemonPids, ownMs, shimMs } from "../engine/processes.ts";
import { watchChecks } from "../engine/watch-checks.ts";
import type { Bench } from "../harness/bench.ts";
import { untilUsable } from "../probe/until-usable.ts";

/** One cluster in one window, scaled to a minute. */
export interface IdleUse {
  /** Shims with the checks that ran below them, and the daemons' share by number of checks. */
  readonly checksCpuMs: number;
  readonly checks: number;
  /** Everything in the containers, checks included. */
  readonly containersCpuMs: number;
  readonly memoryBytes: number;
}

export interface IdleRounds {
  readonly ours: readonly IdleUse[];
  readonly reference: readonly IdleUse[];
}

const totalMs = 120_000;
const minuteMs = 60_000;
/** After the start the server still takes its shards and the Java machine still compiles. */
const quietMs = 20_000;

/**
 * Both clusters idle side by side in the same windows, so that the machine treats them alike. Two minutes in all, in as
 * many windows as there are rounds; each holds several checks of each container.
 */
export function idleRounds(bench: Bench): Promise<IdleRounds> {
  const { ours, reference, rounds, signal } = bench;
  return bench.once("idle", async () => {
    await reference.remove();
    // Fresh on both sides: what an earlier row left in the caches would count as ours.
    await ours.remove();
    await ours.up();
    await untilUsable(reference.ports, () => reference.composeWithChecks("up", "--detach"), signal);
    await sleep(quietMs, undefined, { signal });
    const samples = { ours: [] as IdleUse[], reference: [] as IdleUse[] };
    for (let round = 0; round < rounds; round += 1) {
      const [first, second] = await measureWindow(bench, totalMs / Math.max(rounds, 2));
      samples.ours.push(first);
      samples.reference.push(second);
    }
    await reference.remove();
    return samples;
  });
}

interface Reading {
  readonly shimsMs: number;
  readonly containersCpuMs: number;
  readonly memoryBytes: number;
}

async function measureWindow({ ours, reference, signal }: Bench, windowMs: number): Promise<[IdleUse, IdleUse]> {
  const clusters = await Promise.all([ours, reference].map(({ selector }) => containersOf(selector, signal)));
  const daemons = daemonPids();
  const checks = watchChecks(signal);
  const read = async (containers: readonly RunningContainer[]): Promise<Reading> => {
    const running = containers.filter(({ isRunning }) => isRunning);
    const { cpuMs, memoryBytes } = await useOf(running, signal);
    const shimsMs = running.reduce((sum, { pid }) => sum + shimMs(pid), 0);
    return { shimsMs, containersCpuMs: cpuMs, memoryBytes };
  };
  const before = await Promise.all(clusters.map(read));
  const daemonsBefore = ownMs(daemons);
  const startedMs = performance.now();
  await sleep(windowMs, undefined, { signal });
  const daemonsMs = ownMs(daemons) - daemonsBefore;
  const scale = minuteMs / (performance.now() - startedMs);
  const after = await Promise.all(clusters.map(read));
  const seen = await checks.end();
  const total = Math.max(1, seen.length);
  const uses = clusters.map((containers, index): IdleUse => {
    const ids = new Set(containers.map(({ id }) => id));
    const own = seen.filter((id) => ids.has(id)).length;
    const grown = (value: (reading: Reading) => number): number =>
      value(after[index] ?? none) - value(before[index] ?? none);
    return {
      checksCpuMs: (grown(({ shimsMs }) => shimsMs) + (daemonsMs * own) / total) * scale,
      checks: own * scale,
      containersCpuMs: grown(({ containersCpuMs }) => containersCpuMs) * scale,
      memoryBytes: after[index]?.memoryBytes ?? 0,
    };
  });
  return uses as [IdleUse, IdleUse];
}

const none: Reading = { shimsMs: 0, containersCpuMs: 0, memoryBytes: 0 };
