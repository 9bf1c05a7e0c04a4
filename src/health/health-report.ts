import { isStore, type Service, type ServiceName } from "../cluster/services/index.ts";
import { commandsFor } from "../cluster/settings/instance.ts";
import type { ContainerDetails, ContainerFacts } from "../interfaces/engine-facts.ts";
import type { ProbeResult } from "../probes/probe.ts";

export type Verdict = "healthy" | "degraded" | "stopped";
export type ServiceVerdict = "healthy" | "starting" | "unhealthy" | "paused" | "restarting" | "stopped" | "absent";

/** What was seen of one service. */
export interface ServiceObservation {
  readonly service: Service;
  readonly container?: ContainerFacts;
  readonly details?: ContainerDetails;
  readonly probe?: ProbeResult;
}

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
}

/** Joins containers and probes into one verdict. The probe counts: a container can run and not serve. */
export function reportHealth(
  instance: string,
  observations: readonly ServiceObservation[],
  nowMs: number,
): HealthReport {
  const rows = withStores(
    observations,
    observations.map((observation) => rateService(observation, nowMs)),
  );
  const gone = rows.every(({ verdict }) => verdict === "stopped" || verdict === "absent");
  const well = rows.every(({ verdict }) => verdict === "healthy");
  // What to type next is typed as it stands, so it names the instance.
  const services = rows.map((row) => ({ ...row, hint: row.hint && commandsFor(instance, row.hint) }));
  return { instance, verdict: well ? "healthy" : gone ? "stopped" : "degraded", services };
}

/** A service whose store does not work cannot work; its own fault would send a person to the wrong place. */
function withStores(
  observations: readonly ServiceObservation[],
  rows: readonly ServiceHealth[],
): readonly ServiceHealth[] {
  const lost = rows.filter(
    ({ verdict }, index) => isStore(observations[index]?.service) && stateOfLostStore[verdict] !== undefined,
  );
  if (lost.length === 0) return rows;
  const why = lost.map(({ service, verdict }) => `its store ${service} ${stateOfLostStore[verdict] ?? ""}`).join(", ");
  return rows.map((row, index) => {
    const usesStores = (observations[index]?.service.needs ?? []).length > 0;
    const isUp = row.container?.state === "running" && row.verdict !== "healthy";
    return usesStores && isUp
      ? { ...row, reason: `${row.reason.replace(/\.$/, "")}: ${why}.`, hint: "temporal-start start" }
      : row;
  });
}

const stateOfLostStore: Readonly<Partial<Record<ServiceVerdict, string>>> = {
  paused: "is paused",
  restarting: "restarts over and over",
  stopped: "is stopped",
  absent: "is not there",
};

function rateService(observation: ServiceObservation, nowMs: number): ServiceHealth {
  const { service, container, probe } = observation;
  const { verdict, reason } = judge(container, probe);
  return {
    service: service.name,
    title: service.title,
    verdict,
    reason,
    hint: probe?.ok === false ? (probe.hint ?? null) : null,
    probe: probe ?? null,
    container: container === undefined ? null : describeContainer(container, observation.details, nowMs),
  };
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

function judgeRunning(container: ContainerFacts, probe: ProbeResult | undefined): ReturnType<typeof judge> {
  if (probe === undefined) {
    if (container.health === "starting")
      return { verdict: "starting", reason: "The container's health check has not passed yet." };
    return container.health === "unhealthy"
      ? { verdict: "unhealthy", reason: "The container's health check fails." }
      : { verdict: "healthy", reason: "The container runs." };
  }
  if (probe.ok) return { verdict: "healthy", reason: probe.summary };
  const starting = probe.fault === "starting" || probe.fault === "not-serving";
  return { verdict: starting ? "starting" : "unhealthy", reason: probe.message };
}
