import { labelled } from "../../src/backends/compose/labels.ts";
import { readInstance } from "../../src/cluster/settings/instance.ts";
import type { Whose } from "../../src/interfaces/engine.ts";
import type { Marks } from "../../src/interfaces/engine-facts.ts";

/** What the engine is asked for by a label. */
export function whoseOf(label: string | undefined): Whose {
  if (label === undefined) return "everybody";
  if (label === labelled("instance")) return "ours";
  const [, instance = ""] = /=(.*)$/.exec(label) ?? [];
  if (label !== labelled("instance", instance)) throw new Error(`Nobody asks for ${label}.`);
  return { instance: readInstance(instance) };
}

export function belongsTo({ instance }: Marks, whose: Whose): boolean {
  if (whose === "everybody") return true;
  return instance !== undefined && (whose === "ours" || readInstance(instance) === whose.instance);
}
