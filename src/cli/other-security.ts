import type { Settings } from "../cluster/services/index.ts";
import { TemporalStartError } from "../errors.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";

/** Why the server does not understand who asks it as the settings say; undefined where it does. */
export function otherSecurity(
  container: Pick<ContainerFacts, "name" | "marks"> | undefined,
  { TEMPORAL_SECURITY: wanted }: Settings,
): TemporalStartError | undefined {
  if (container === undefined) return undefined;
  const has = container.marks.security ?? "off";
  if (has === wanted) return undefined;
  return new TemporalStartError({
    code: "OTHER_SECURITY",
    category: "settings",
    message: `${container.name} was started with TEMPORAL_SECURITY=${has}, and the settings that were read now have ${wanted}.`,
    hint: `TEMPORAL_SECURITY=${has} in temporal.env asks it as it is${has === "off" ? "; temporal-start start secures it" : ""}.`,
  });
}
