import type { ErrorFacts } from "../errors.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import type { FailureEvidence } from "./failures/match.ts";
import type { Culprit } from "./find-culprit.ts";

export function evidenceOf(
  { service, ofService, container, details }: Culprit,
  { code, service: lost }: ErrorFacts,
  lines: readonly string[],
): FailureEvidence {
  const { health, exitCode } = container;
  // The engine forgets it as soon as it has started the container anew.
  const wasKilled = code === "SERVICE_OUT_OF_MEMORY" && service === lost;
  const isKilled = wasKilledAtEnd({ container, details }) || (details?.outOfMemory === true && health === "unhealthy");
  const condition = conditions.find(([, holds]) => holds(container, code))?.[0];
  return {
    service: ofService,
    lines,
    outOfMemory: wasKilled || isKilled,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(condition === undefined ? {} : { condition }),
  };
}

/** And not a process of it that is not its first, after which it runs on. */
function wasKilledAtEnd({ container, details }: Pick<Culprit, "container" | "details">): boolean {
  return details?.outOfMemory === true && (container.state !== "running" || details.restartCount > 0);
}

type Holds = (container: ContainerFacts, code: string) => boolean;

const conditions: readonly (readonly [NonNullable<FailureEvidence["condition"]>, Holds])[] = [
  ["stopped", (_, code) => code === "SERVICE_STOPPED"],
  ["crash-loop", ({ state }) => state === "restarting"],
  ["paused", ({ state }) => state === "paused"],
  ["unhealthy", ({ health }) => health === "unhealthy"],
];

export function conditionOf({ container, details }: Culprit): string {
  const { state, health, exitCode } = container;
  if (wasKilledAtEnd({ container, details })) return "was killed for lack of memory";
  if (state === "exited") return `ended with exit code ${String(exitCode ?? "unknown")}`;
  if (health === "unhealthy") return "is unhealthy";
  return state === "running" ? "crashes again and again" : `is ${state}`;
}
