import { lastingUnits, serverOf, type Unit } from "../cluster/topology.ts";
import { defined } from "../defined.ts";
import { TemporalStartError } from "../errors.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import { type Reach, reachOf, sortedContainers } from "../observe/own-containers.ts";
import { withTrueState } from "../observe/true-state.ts";
import { isRunning } from "../plan/observed-state.ts";
import { isUp } from "../plan/stop-operations.ts";
import type { Probe, ProbeResult } from "../probes/probe.ts";
import { attemptLook } from "./attempt-look.ts";
import { certificatesNotice } from "./certificates-notice.ts";
import { type HealthReport, reportHealth } from "./health-report.ts";
import { type Inspected, recallSettings } from "./recall-settings.ts";
import { recentMs } from "./restarts-notice.ts";
import type { ServiceObservation } from "./service-observation.ts";
import { shardsNotice } from "./shards-notice.ts";
import { surplusNotice } from "./surplus-notice.ts";

/** A service that runs, and where it is reached now. */
export interface RunningService {
  readonly unit: Unit;
  readonly reach: Reach;
}

/** Asks the services that run, side by side; one answer each, none where there is nothing to ask. */
export type AskRunning = (running: readonly RunningService[]) => Promise<readonly (ProbeResult | undefined)[]>;

export interface LookOptions {
  readonly engine: ContainerEngine;
  readonly reach: Reach;
  readonly ask: AskRunning;
  readonly now: () => number;
}

export interface Look {
  readonly report: HealthReport;
  /** Names of the containers of jobs that have not ended. */
  readonly runningJobs: readonly string[];
  /** Names of running containers of ours that are of no unit. */
  readonly surplus: readonly string[];
  /** By the containers themselves: the settings may have been changed since. */
  readonly access: Access;
}

/** How one gets in. */
export interface Access {
  /** What the server was started with. */
  readonly security: string;
  /** On which ports are published. */
  readonly addresses: readonly string[];
}

/** Looks once at every service of an instance. */
export async function lookAtCluster({ engine, reach, ask, now }: LookOptions): Promise<Look> {
  const { topology } = reach;
  const { containers, leftovers } = await sortedContainers(engine, topology);
  const found = await Promise.all(
    lastingUnits(topology).map((unit) => inspectOne(engine, unit, containers.get(unit.name))),
  );
  const { values, notices } = recallSettings(found, reach);
  const running = found
    .filter(({ unit, container }) => unit.isExternal || isRunning(container))
    .map(({ unit }) => ({ unit, reach: reachOf(unit, containers, { ...reach, values }) }));
  const [ends, answers] = await Promise.all([
    Promise.all(found.map((inspected) => endsOf(engine, inspected, now()))),
    running.length === 0 ? [] : ask(running),
  ]);
  const answerOf = new Map(running.map(({ unit }, index) => [unit.name, answers[index]]));
  const observations = found.map((inspected, index) => {
    const probe = answerOf.get(inspected.unit.name);
    return { ...inspected, ...ends[index], ...defined({ probe }) };
  });
  const jobs = topology.units
    .filter(({ service }) => service.kind === "job")
    .flatMap(({ name }) => containers.get(name) ?? []);
  return {
    report: reportHealth(topology, observations, now(), [
      ...notices,
      ...shardsNotice(reach.values, observations),
      ...certificatesNotice(observations),
      ...surplusNotice(leftovers),
    ]),
    runningJobs: jobs.filter(isRunning).map(({ name }) => name),
    surplus: leftovers.flatMap(({ container }) => (isUp(container) ? container.name : [])),
    access: {
      security: containers.get(serverOf(topology).name)?.marks.security ?? "off",
      addresses: [...containers.values()].flatMap(({ ports }) => ports.map(({ hostAddress }) => hostAddress)),
    },
  };
}

async function inspectOne(engine: ContainerEngine, unit: Unit, listed: ContainerFacts | undefined): Promise<Inspected> {
  const details = listed && (await engine.containerDetails(listed.id));
  return { unit, ...defined({ container: listed && withTrueState(listed, details), details }) };
}

/** Asked only of a container that the engine has restarted; what it does not remember is left out. */
async function endsOf(
  engine: ContainerEngine,
  { container, details }: Inspected,
  nowMs: number,
): Promise<Pick<ServiceObservation, "ends">> {
  if (container === undefined || details === undefined || details.restartCount === 0) return {};
  const ends = await attemptLook(() => engine.recentEnds([container.id], (nowMs - recentMs) / 1000));
  return ends instanceof TemporalStartError ? {} : { ends };
}

/** Asks each service its probe, and nothing more. */
export function askProbes(probeFor: (questions: Questions) => Promise<Probe>, timeoutMs: number): AskRunning {
  return async (running) => {
    const questions = running.map(({ unit, reach }) => unit.probe?.(reach.values, reach.host));
    const probe = await probeFor(questions.filter((question) => question !== undefined));
    return Promise.all(questions.map(async (question) => question && probe(inOneGo(question), timeoutMs)));
  };
}

function inOneGo(question: Questions[number]): Questions[number] {
  return question.kind === "temporal" ? { ...question, inOneGo: true } : question;
}

type Questions = readonly NonNullable<ReturnType<NonNullable<Unit["probe"]>>>[];
