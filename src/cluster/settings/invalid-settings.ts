import { TemporalStartError } from "../../errors.ts";
import { formatProblem, type SettingProblem } from "./problem.ts";

export function invalidSettings(problems: readonly SettingProblem[]): TemporalStartError {
  const count = problems.length === 1 ? "1 setting is" : `${String(problems.length)} settings are`;
  return new TemporalStartError({
    code: "SETTINGS_INVALID",
    category: "settings",
    message: `${count} not usable; nothing was changed.`,
    details: problems.map(formatProblem),
    hint: "Correct the lines above and run the command again.",
  });
}
