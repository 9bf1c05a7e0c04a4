import { withinTime } from "../../async/within-time.ts";
import { settingsShape } from "../../cluster/services/index.ts";
import type { Needs } from "../command.ts";
import type { Suggestions } from "../input.ts";
import { ownNamespace } from "../shared/own-namespace.ts";

/** Whoever presses the tab key waits: mostly for the clients to load, and no longer for an engine that is silent. */
const patienceMs = 1_000;

export type NameNeeds = Needs<"clock" | "engine" | "instancesWithPorts" | "settings" | "signal" | "temporal">;

/** Names that can stand for something; nothing where they cannot be had in time. */
export async function namesFor(suggests: Suggestions | undefined, context: NameNeeds): Promise<readonly string[]> {
  if (typeof suggests === "object") return suggests;
  switch (suggests) {
    case "services":
      return inTime(context, async () => (await context.settings()).topology.units.map(({ name }) => name));
    case "settings":
      return Object.keys(settingsShape).map((key) => `${key}=`);
    case "namespaces":
      return inTime(context, async () => {
        const namespaces = await (await context.temporal()).namespaces();
        return namespaces.map(({ name }) => name).filter((name) => name !== ownNamespace);
      });
    case "attributes":
      return inTime(context, async () => {
        const { values } = await context.settings();
        return Object.keys((await (await context.temporal()).searchAttributes(values.TEMPORAL_NAMESPACE)).custom);
      });
    case "instances":
      return [
        ...new Set(
          (await Promise.all([inTime(context, () => onEngine(context)), inTime(context, () => kept(context))])).flat(),
        ),
      ].sort();
    default:
      return [];
  }
}

/** Those that `instances` lists: one that went down has its data there still. */
async function onEngine(context: Needs<"engine">): Promise<readonly string[]> {
  const engine = await context.engine();
  const found = await Promise.all([engine.containers("ours"), engine.volumesOf("ours")]);
  return found.flat().flatMap((thing) => thing.marks.instance ?? []);
}

/** The default instance needs no name. */
async function kept(context: Needs<"instancesWithPorts">): Promise<readonly string[]> {
  return (await context.instancesWithPorts()).filter((name) => name !== "default");
}

async function inTime(
  { clock, signal }: Needs<"clock" | "signal">,
  ask: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  let names: readonly string[] = [];
  const asking = ask().then((found) => {
    names = found;
  });
  try {
    return (await withinTime(asking, { clock, ms: patienceMs, signal })) ? names : [];
  } catch {
    // A failure has no place in the middle of a line that is being typed.
    return [];
  }
}
