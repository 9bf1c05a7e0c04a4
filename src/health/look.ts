import { lastingUnits, type Unit } from "../cluster/topology.ts";
import { defined } from "../defined.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import { ownContainers, type Reach, reachOf } from "../observe/own-containers.ts";
import { withTrueState } from "../observe/true-state.ts";
import { isRunning } from "../plan/observed-state.ts";
import type { Probe, ProbeResult } from "../probes/probe.ts";
import { type HealthReport, reportHealth } from "./health-report.ts";

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
  /** Start times and restarts cost one question to the engine a container. */
  readonly withDetails: boolean;
}

export interface Look {
  readonly report: HealthReport;
  /** Names of the containers of jobs that have not ended. */
  readonly runningJobs: readonly string[];
}

/** Looks once at every service of an instance. */
export async function lookAtCluster({ engine, reach, ask, now, withDetails }: LookOptions): Promise<Look> {
  const { topology } = reach;
  const containers = await ownContainers(engine, topology);
  const found = lastingUnits(topology).map((unit) => ({ unit, container: containers.get(unit.name) }));
  const running = found
    .filter(({ unit, container }) => unit.isExternal || isRunning(container))
    .map(({ unit, container }) => ({ unit, reach: reachOf(unit, container, reach) }));
  // Inspecting goes on while the clients load.
  const [details, answers] = await Promise.all([
    Promise.all(
      found.map(async ({ container }) =>
        withDetails && container ? engine.containerDetails(container.id) : undefined,
      ),
    ),
    running.length === 0 ? [] : ask(running),
  ]);
  const answerOf = new Map(running.map(({ unit }, index) => [unit.name, answers[index]]));
  const observations = found.map(({ unit, container: listed }, index) => {
    const container = listed && withTrueState(listed, details[index]);
    const probe = unit.isExternal || isRunning(container) ? answerOf.get(unit.name) : undefined;
    return { unit, ...defined({ container, details: details[index], probe }) };
  });
  const jobs = topology.units
    .filter(({ service }) => service.kind === "job")
    .flatMap(({ name }) => containers.get(name) ?? []);
  return {
    report: reportHealth(topology, observations, now()),
    runningJobs: jobs.filter(isRunning).map(({ name }) => name),
  };
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
