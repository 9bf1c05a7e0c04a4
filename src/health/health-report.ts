import { startsAfter } from "../cluster/graph.ts";
import type { ServiceName } from "../cluster/services/index.ts";
import { commandsFor } from "../cluster/settings/instance.ts";
import { isStore, type Topology, type Unit } from "../cluster/topology.ts";
import type { ContainerDetails, ContainerFacts } from "../interfaces/engine-facts.ts";
import { isStartingFault, type ProbeResult } from "../probes/probe.ts";
import type { HealthNotice } from "./health-notice.ts";
import { noticesOf } from "./notices.ts";
import { isPlainStop, plainStop } from "./plain-stop.ts";
import type { ServiceObservation } from "./service-observation.ts";

export type Verdict = "healthy" | "degraded" | "stopped";
export type ServiceVerdict = "healthy" | "starting" | "unhealthy" | "paused" | "restarting" | "stopped" | "absent";

export interface ServiceHealth {
  readonly service: ServiceName;
  readonly title: string;
  readonly verdict: ServiceVerdict;
  /** Why, for a person: what the probe found or what the container is. */
  readonly reason: string;
  readonly hint: string | null;
  readonly probe: ProbeResult | null;
  readonly container: {
    readonly name: string;
    readonly state: string;
    readonly health: string | null;
    readonly image: string;
    readonly exitCode: number | null;
    readonly startedAt: string | null;
    readonly uptimeSeconds: number | null;
    readonly restartCount: number | null;
    readonly ports: readonly string[];
  } | null;
}

export interface HealthReport {
  readonly instance: string;
  readonly verdict: Verdict;
  readonly services: readonly ServiceHealth[];
  /** What else has to be known, though every service may work. */
  readonly notices: readonly HealthNotice[];
}

/** Joins containers and probes into one verdict. The probe counts: a container can run and not serve. */
export function reportHealth(
  topology: Topology,
  observations: readonly ServiceObservation[],
  nowMs: number,
  more: readonly HealthNotice[] = [],
): HealthReport {
  const rated = observations.map((observation) => ({
    unit: observation.unit,
    row: rateUnit(observation, nowMs),
  }));
  const rows = rated.map((one) => withLostStores(topology, one, rated));
  const { instance } = topology;
  const notices = [...more, ...noticesOf(observations, nowMs)].map((notice) => ({
    ...notice,
    hint: commandsFor(instance, notice.hint),
  }));
  const own = rows.filter((_, index) => rated[index]?.unit.isExternal !== true);
  const gone = own.every(({ verdict }) => verdict === "stopped" || verdict === "absent");
  const well = rows.every(({ verdict }) => verdict === "healthy") && notices.every(({ level }) => level !== "fault");
  // What to type next is typed as it stands, so it names the instance.
  const services = rows.map((row, index) => ({
    ...row,
    ...(gone && observations[index] !== undefined && isPlainStop(observations[index]) ? { reason: plainStop } : {}),
    hint: row.hint && commandsFor(instance, row.hint),
  }));
  return { instance, verdict: well ? "healthy" : gone ? "stopped" : "degraded", services, notices };
}

interface RatedUnit {
  readonly unit: Unit;
  readonly row: ServiceHealth;
}

/** A unit whose store does not work cannot work; its own fault would send a person to the wrong place. */
function withLostStores(topology: Topology, { unit, row }: RatedUnit, all: readonly RatedUnit[]): ServiceHealth {
  const isUp = row.container?.state === "running" && row.verdict !== "healthy";
  const used = startsAfter(topology, unit).map((edge) => edge.unit);
  const lost = all.filter((other) => used.includes(other.unit) && isStore(other.unit));
  const why = lost.flatMap(({ row: { service, verdict } }) => {
    const state = stateOfLostStore[verdict];
    return state === undefined ? [] : [`its store ${service} ${state}`];
  });
  if (!isUp || why.length === 0) return row;
  return { ...row, reason: `${row.reason.replace(/\.$/, "")}: ${why.join(", ")}.`, hint: "temporal-start start" };
}

const stateOfLostStore: Readonly<Partial<Record<ServiceVerdict, string>>> = {
  paused: "is paused",
  restarting: "restarts over and over",
  stopped: "is stopped",
  absent: "is not there",
};

function rateUnit(observation: ServiceObservation, nowMs: number): ServiceHealth {
  const { unit, container, probe } = observation;
  const { verdict, reason } = unit.isExternal ? judgeExternal(probe) : judge(container, probe);
  return {
    service: unit.name,
    title: unit.service.title,
    verdict,
    reason: wasKilled(observation) ? `${reason.replace(/\.$/, "")}: it was killed for lack of memory.` : reason,
    hint: probe?.ok === false ? (probe.hint ?? null) : null,
    probe: probe ?? null,
    container: container === undefined ? null : describeContainer(container, observation.details, nowMs),
  };
}

/** Of a container that does not run now; `OOMKilled` alone is forgotten by the engine when it restarts the container. */
function wasKilled({ container, details, ends = [] }: ServiceObservation): boolean {
  if (container === undefined || container.state === "running") return false;
  return details?.outOfMemory === true || ends.at(-1)?.outOfMemory === true;
}

function describeContainer(
  { name, state, health, image, exitCode, ports }: ContainerFacts,
  details: ContainerDetails | undefined,
  nowMs: number,
): NonNullable<ServiceHealth["container"]> {
  const isUp = state === "running" || state === "paused";
  return {
    name,
    state,
    health: health ?? null,
    image,
    exitCode: exitCode ?? null,
    restartCount: details?.restartCount ?? null,
    ports: ports.map((port) => `${port.hostAddress}:${String(port.hostPort)}→${String(port.containerPort)}`),
    ...describeStart(details?.startedAtMs, isUp ? nowMs : undefined),
  };
}

function describeStart(
  startedAtMs: number | undefined,
  untilMs: number | undefined,
): Pick<NonNullable<ServiceHealth["container"]>, "startedAt" | "uptimeSeconds"> {
  if (startedAtMs === undefined) return { startedAt: null, uptimeSeconds: null };
  const uptimeSeconds = untilMs === undefined ? null : Math.max(0, Math.round((untilMs - startedAtMs) / 1000));
  return { startedAt: new Date(startedAtMs).toISOString(), uptimeSeconds };
}

function judge(
  container: ContainerFacts | undefined,
  probe: ProbeResult | undefined,
): { readonly verdict: ServiceVerdict; readonly reason: string } {
  if (container === undefined) return { verdict: "absent", reason: "No container." };
  switch (container.state) {
    case "paused":
      return { verdict: "paused", reason: "The container is paused." };
    case "restarting":
      return { verdict: "restarting", reason: "The container ends and is restarted over and over." };
    case "created":
    case "exited":
    case "dead":
    case "removing": {
      const exit = container.exitCode === undefined ? "" : `, exit code ${String(container.exitCode)}`;
      return { verdict: "stopped", reason: `The container is ${container.state}${exit}.` };
    }
    case "running":
      return judgeRunning(container, probe);
  }
}

/** What is somewhere else has no container here: its answer is all there is to know. */
function judgeExternal(probe: ProbeResult | undefined): ReturnType<typeof judge> {
  if (probe === undefined) return { verdict: "healthy", reason: "It is somewhere else, and nothing tells its state." };
  return judgeProbe(probe);
}

function judgeRunning(container: ContainerFacts, probe: ProbeResult | undefined): ReturnType<typeof judge> {
  if (probe === undefined) {
    if (container.health === "starting")
      return { verdict: "starting", reason: "The container's health check has not passed yet." };
    return container.health === "unhealthy"
      ? { verdict: "unhealthy", reason: "The container's health check fails." }
      : { verdict: "healthy", reason: "The container runs." };
  }
  // The engine counts no failed check yet.
  const isYoung = container.health === "starting";
  return judgeProbe(probe, isYoung);
}

function judgeProbe(probe: ProbeResult, isContainerYoung = false): ReturnType<typeof judge> {
  if (probe.ok) return { verdict: "healthy", reason: probe.summary };
  const isYoung = isContainerYoung && isStartingFault(probe.fault);
  const starting = isYoung || probe.fault === "starting" || probe.fault === "not-serving";
  return { verdict: starting ? "starting" : "unhealthy", reason: probe.message };
}
