import { defined } from "../../defined.ts";
import { processIdentity } from "../../host/process-identity.ts";
import type { ContainerFacts, Marks } from "../../interfaces/engine-facts.ts";
import { labelled } from "./labels.ts";

/** What a container for one command wears: the number of this process, and what tells it from a later one. */
export async function ownerLabel(): Promise<string> {
  return labelled("awaitedBy", `${String(process.pid)} ${(await processIdentity(process.pid)) ?? ""}`);
}

export async function withOneOffStates(containers: readonly ContainerFacts[]): Promise<readonly ContainerFacts[]> {
  return Promise.all(
    containers.map(async (facts) => ({ ...facts, ...defined({ oneOff: await oneOffState(facts.marks) }) })),
  );
}

async function oneOffState({ awaitedBy: owner }: Marks): Promise<ContainerFacts["oneOff"]> {
  if (owner === undefined) return undefined;
  const [, pid = "", identity = ""] = /^(\d+) (.*)$/.exec(owner) ?? [];
  return pid !== "" && (await processIdentity(Number(pid))) === identity ? "awaited" : "abandoned";
}
