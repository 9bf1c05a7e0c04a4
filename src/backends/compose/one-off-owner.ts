import { defined } from "../../defined.ts";
import { processIdentity } from "../../host/process-identity.ts";
import { processSpace } from "../../host/process-space.ts";
import type { ContainerFacts } from "../../interfaces/engine-facts.ts";
import { labelled } from "./labels.ts";

/** Nothing is known of a process on another machine that uses this engine, but that no command takes so long. */
const longestMs = 86_400_000;

/** What a container for one command bears: the number of this process, what tells it from a later one, and where. */
export async function ownMark(): Promise<string> {
  const { pid } = process;
  return `${String(pid)} ${(await processIdentity(pid)) ?? ""} @ ${processSpace()}`;
}

export async function ownerLabel(): Promise<string> {
  return labelled("awaitedBy", await ownMark());
}

export async function withOneOffStates(
  containers: readonly ContainerFacts[],
  nowMs: number,
): Promise<readonly ContainerFacts[]> {
  return Promise.all(
    containers.map(async (facts) => ({ ...facts, ...defined({ oneOff: await oneOffState(facts, nowMs) }) })),
  );
}

async function oneOffState(
  { marks: { awaitedBy }, createdAtMs }: ContainerFacts,
  nowMs: number,
): Promise<ContainerFacts["oneOff"]> {
  if (awaitedBy === undefined) return undefined;
  const [, pid, identity, space] = /^(\d+) (.*) @ (.*)$/.exec(awaitedBy) ?? [];
  if (pid === undefined) return "abandoned";
  const isElsewhere = space !== processSpace();
  const isAwaited = isElsewhere
    ? nowMs - (createdAtMs ?? nowMs) < longestMs
    : (await processIdentity(Number(pid))) === identity;
  return isAwaited ? "awaited" : "abandoned";
}
