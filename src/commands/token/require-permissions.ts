import { TemporalStartError } from "../../errors.ts";
import type { CommandSettings } from "../command.ts";

/** @throws TemporalStartError NOT_SECURED where the settings have a server that knows no tokens */
export function requirePermissions({ values }: Pick<CommandSettings, "values">): void {
  const { TEMPORAL_SECURITY } = values;
  if (TEMPORAL_SECURITY === "full") return;
  throw new TemporalStartError({
    code: "NOT_SECURED",
    category: "preflight",
    message: `The settings have TEMPORAL_SECURITY=${TEMPORAL_SECURITY}: the server asks nobody for a token.`,
    hint: "Write TEMPORAL_SECURITY=full into temporal.env, then: temporal-start start",
  });
}
