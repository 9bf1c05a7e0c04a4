import type { Probe, ProbeOutcome, ProbeResult, ProbeSpec } from "../../src/probes/probe.ts";
import { interpretTemporal } from "../../src/probes/temporal.ts";
import type { FakeCluster } from "./fake-cluster.ts";

/** Answers as the service itself would: refused without its container, starting until it is ready. */
export function fakeProbe(cluster: FakeCluster): Probe {
  const serviceOf = {
    postgresql: "temporal-postgres",
    schema: "temporal-postgres",
    "wal-receiver": "temporal-wal-receiver",
    gateway: "temporal-gateway",
    login: "temporal-login",
    elasticsearch: "temporal-elasticsearch",
    temporal: "temporal-server",
    web: "temporal-web",
  } as const;
  const ask = async (spec: ProbeSpec): Promise<ProbeResult> => {
    const service = serviceOf[spec.kind];
    const latencyMs = 5;
    const fault = cluster.faults.get(service);
    if (fault !== undefined) return { ...fault, latencyMs };
    if (spec.kind === "temporal") {
      const answer = await cluster.temporal.check(spec.namespace, latencyMs, spec.inOneGo);
      return { ...interpretTemporal(answer, spec), latencyMs };
    }
    const isUp = cluster.container(service)?.state === "running";
    const outcome: ProbeOutcome = cluster.isReady(service)
      ? { ok: true, summary: `${spec.kind} answers`, facts: {} }
      : { ok: false, fault: isUp ? "starting" : "refused", message: isUp ? "It is starting up." : "Nothing listens." };
    return { ...outcome, latencyMs };
  };
  return Object.assign(ask, {
    async prepare() {
      cluster.preparedAtMs.push(cluster.clock.now());
      if (cluster.prepareFailure !== undefined) throw cluster.prepareFailure;
    },
  });
}
