import type { StartPlan } from "../../plan/plan.ts";
import type { Needs } from "../command.ts";

/**
 * Before anything of a plan is carried out: what is made mounts the certificates.
 * @throws TemporalStartError CERTIFICATES_MISSING
 */
export async function secureCluster(
  context: Needs<"reporter" | "secure">,
  { observed }: Pick<StartPlan, "observed">,
): Promise<void> {
  const failure = await context.secure([...observed.values()].some(({ marks }) => marks.security !== undefined));
  if (failure !== undefined) context.reporter.warn(`${failure} Again: temporal-start token keys`);
}
