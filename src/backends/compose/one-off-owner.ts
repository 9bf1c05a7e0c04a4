import { labels } from "../../cluster/labels.ts";
import { processIdentity } from "../../host/process-identity.ts";
import type { ContainerFacts } from "../../interfaces/engine-facts.ts";

/** What a container for one command wears: the number of this process, and what tells it from a later one. */
export async function ownerLabel(): Promise<string> {
  return `${labels.oneOff}=${String(process.pid)} ${(await processIdentity(process.pid)) ?? ""}`;
}

export async function oneOffState(
  worn: Readonly<Record<string, string>> | null | undefined,
): Promise<ContainerFacts["oneOff"]> {
  const owner = worn?.[labels.oneOff];
  if (owner === undefined) return undefined;
  const [, pid = "", identity = ""] = /^(\d+) (.*)$/.exec(owner) ?? [];
  return pid !== "" && (await processIdentity(Number(pid))) === identity ? "awaited" : "abandoned";
}
