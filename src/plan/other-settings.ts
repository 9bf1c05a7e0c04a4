import { isAbsolute } from "node:path";
import type { StartPlan } from "./plan.ts";

/**
 * Whether this start replaces containers that were made with another file of settings: two folders with the same
 * instance are one cluster, and the later start wins.
 * @param file the one that was read now
 * @returns a line for a person; undefined where nothing is replaced, or where nobody can tell
 */
export function otherSettings(
  { steps, observed, leftovers }: Pick<StartPlan, "steps" | "observed" | "leftovers">,
  file: string | undefined,
): string | undefined {
  const surplus = leftovers.flatMap(({ container, why }) => (why === "surplus" ? [container] : []));
  const recreated = steps.flatMap(({ action, service }) => {
    return action === "recreate" ? (observed.get(service) ?? []) : [];
  });
  const replaced = [...recreated, ...surplus].flatMap(({ name: subject, marks: { settingsFile: made = "" } }) =>
    isAbsolute(made) && made !== file ? [{ subject, made }] : [],
  );
  const [first] = replaced;
  if (first === undefined) return undefined;
  const names = replaced.map(({ subject }) => subject).join(", ");
  const now = file === undefined ? "the defaults" : `those of ${file}`;
  return `Settings of ${first.made} made ${names}; this start applies ${now}. A cluster of its own has another name: --instance NAME.`;
}
