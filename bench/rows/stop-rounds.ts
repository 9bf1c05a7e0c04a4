import type { ClusterPorts } from "../cluster/ports.ts";
import { containersOf } from "../engine/containers.ts";
import type { Bench } from "../harness/bench.ts";
import { makeBusy } from "../load/busy-cluster.ts";
import type { Ended } from "../measure/child.ts";
import { interleave } from "../measure/interleave.ts";
import { settle } from "../measure/settle.ts";
import { pollUntil } from "../probe/poll.ts";
import { temporalProbe } from "../probe/temporal.ts";
import { type Usable, untilUsable } from "../probe/until-usable.ts";

/** A start of a stopped cluster, and a stop of it under load. */
export interface StopRound {
  readonly startMs: number;
  /** Until the command that started it returned. */
  readonly commandMs: number;
  readonly stopMs: number;
  /** Containers that used up their grace and were killed. */
  readonly killed: readonly string[];
}

export interface StopSeries {
  readonly rounds: readonly StopRound[];
  /** Stops after whose next start the last acknowledged workflow was not there. */
  readonly lost: number;
}

export interface StopRounds {
  readonly ours: StopSeries;
  readonly reference: StopSeries;
}

interface Side {
  readonly ports: ClusterPorts;
  readonly selector: string;
  readonly start: () => Promise<Ended>;
  readonly stop: () => Promise<Ended>;
}

const killedExitCode = 137;
/** The server's own end takes a second more or less: five samples do not tell the sides apart. */
const samplesPerRound = 1.4;
/** A server that has just started may be too slow for one question. */
const lookLimitMs = 15_000;

/** Both clusters exist from the beginning on; while one is measured the other is stopped. */
export function stopRounds(bench: Bench): Promise<StopRounds> {
  const { ours, reference, rounds, signal } = bench;
  return bench.once("stop", async () => {
    await ours.remove();
    await reference.remove();
    const sides = {
      ours: stopped({ ...ours, start: () => ours.run("start"), stop: () => ours.run("stop") }, signal),
      reference: stopped(
        { ...reference, start: () => reference.compose("up", "--detach"), stop: () => reference.compose("stop") },
        signal,
      ),
    };
    const { ours: a, reference: b } = sides;
    await a.prepare();
    await b.prepare();
    const samples = await interleave(
      Math.round(rounds * samplesPerRound),
      { ours: a.round, reference: b.round },
      signal,
    );
    const result = {
      ours: { rounds: samples.ours, lost: await a.finish() },
      reference: { rounds: samples.reference, lost: await b.finish() },
    };
    await ours.remove();
    await reference.remove();
    return result;
  });
}

interface StoppedCluster {
  readonly prepare: () => Promise<void>;
  readonly round: () => Promise<StopRound>;
  /** Returns how many of the rounds' workflows were lost. */
  readonly finish: () => Promise<number>;
}

/** One cluster on its way from stop to start to stop. */
function stopped(side: Side, signal: AbortSignal): StoppedCluster {
  let acknowledged: string | undefined;
  let lost = 0;
  const start = async (): Promise<Usable> => {
    await settle(signal);
    const usable = await untilUsable(side.ports, side.start, signal);
    if (acknowledged !== undefined && !(await isThere(side.ports.server, acknowledged, signal))) lost += 1;
    return usable;
  };
  return {
    async prepare() {
      await start();
      await side.stop();
    },
    async round() {
      const { ms: startMs, commandMs } = await start();
      const load = await makeBusy(side.ports.server, signal);
      const { ms: stopMs } = await side.stop();
      await load.end();
      acknowledged = load.lastAcknowledged();
      const containers = await containersOf(side.selector, signal);
      const killed = containers.filter(({ exitCode }) => exitCode === killedExitCode).map(({ name }) => name);
      return { startMs, commandMs, stopMs, killed };
    },
    async finish() {
      await start();
      await side.stop();
      return lost;
    },
  };
}

async function isThere(port: number, workflowId: string, signal: AbortSignal): Promise<boolean> {
  const probe = temporalProbe(port);
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(lookLimitMs)]);
    await pollUntil(() => probe.hasWorkflow(workflowId), limit);
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  } finally {
    await probe.close();
  }
}
