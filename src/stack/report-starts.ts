import type { ContainerFacts } from "../runtime/ports.ts";
import { longRunningServices, type ServiceName } from "../services/index.ts";
import type { StartPlan } from "./plan.ts";
import type { ReadyDependencies } from "./ready-question.ts";

/** Tells once of each service that the plan starts when its container has begun to run. */
export function reportStarts(
  plan: StartPlan,
  { clock, startedMs, onProgress }: Pick<ReadyDependencies, "clock" | "startedMs" | "onProgress">,
): (containers: ReadonlyMap<ServiceName, ContainerFacts>) => void {
  const kept = new Set(plan.steps.filter(({ action }) => action === "keep").map(({ service }) => service));
  const waited = new Set(longRunningServices.map(({ name }) => name).filter((name) => !kept.has(name)));
  return (containers) => {
    for (const service of waited) {
      const container = containers.get(service);
      const isNew = container !== undefined && container.id !== plan.observed.get(service)?.id;
      const wasStopped = plan.observed.get(service)?.state !== "running";
      if (container?.state !== "running" || !(isNew || wasStopped)) continue;
      waited.delete(service);
      const seconds = (clock.now() - startedMs) / 1000;
      onProgress({ kind: "service", service, state: "starting", seconds, detail: container.image });
    }
  };
}
