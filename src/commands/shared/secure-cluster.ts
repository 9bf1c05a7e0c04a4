import type { StartPlan } from "../../plan/plan.ts";
import type { Needs } from "../command.ts";

/**
 * Before anything of a plan is carried out: what is made mounts the certificates.
 * @throws TemporalStartError CERTIFICATES_MISSING
 */
export async function secureCluster(
  context: Needs<"secure">,
  { observed }: Pick<StartPlan, "observed">,
): Promise<void> {
  await context.secure([...observed.values()].some(({ marks }) => marks.security !== undefined));
}
