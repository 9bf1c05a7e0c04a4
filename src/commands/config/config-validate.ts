import { knowsKeys } from "../../cluster/dynamic-config/knows-keys.ts";
import { settingsShape } from "../../cluster/services/index.ts";
import { invalidSettings } from "../../cluster/settings/invalid-settings.ts";
import type { SettingProblem } from "../../cluster/settings/problem.ts";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import { configFile } from "../../plan/config-file.ts";
import { describeOverlay } from "../../plan/format-plan.ts";
import { overlayDoubts } from "../../plan/overlay-doubts.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";

type ValidateNeeds = Needs<"backend" | "readConfig" | "reporter" | "settings">;

export const configValidate = defineCommand({
  name: "validate",
  summary: "Check all settings and change nothing",
  description:
    "Check the settings of all sources, each alone and against each other, and then the keys and values of the dynamic configuration and the compose file of your own. All problems are shown at once: those of the file in the order of its lines, then those of the environment, then those of flags. Exit code 0: all are usable, 2: some are not.",
  examples: [
    { command: "temporal-start config validate", explains: "before a start" },
    { command: "temporal-start config validate --settings ci.env", explains: "another file" },
  ],
  async run(_input, context: ValidateNeeds & Needs<"settingsReport">) {
    const { file = null, problems: ofSettings } = await context.settingsReport();
    if (ofSettings.length > 0) throw invalidSettings(ofSettings);
    const [dynamic, overlay] = await Promise.all([dynamicProblems(context), lookAtOverlay(context)]);
    const problems = [...dynamic, ...overlay.problems];
    if (problems.length > 0) throw invalidSettings(problems);
    const count = Object.keys(settingsShape).length;
    const from = file === null ? "no file was read" : `file ${file}`;
    return {
      exitCode: exitCodes.ok,
      data: { file, settings: count },
      text: `All ${String(count)} settings are usable; ${from}.\n${overlay.said}`,
    };
  },
});

/** The server ignores what it does not know, so this is where a misspelt key shows. */
async function dynamicProblems(context: Needs<"readConfig" | "settings">): Promise<readonly SettingProblem[]> {
  const { values } = await context.settings();
  const file = configFile(values);
  const text = await context.readConfig(file);
  const { checkDynamicConfig } = await import("../../cluster/dynamic-config/check-dynamic-config.ts");
  const found = text === undefined ? [] : checkDynamicConfig(text, knowsKeys(values));
  return found.map(({ line, message }) => ({ origin: `${file}:${String(line)}`, key: "", message }));
}

interface OverlayLook {
  readonly problems: readonly SettingProblem[];
  /** A line, where there is something to say. */
  readonly said: string;
}

/** Settings are checked also where nobody can ask Compose. */
async function lookAtOverlay(context: ValidateNeeds): Promise<OverlayLook> {
  const { overlay: file, topology } = await context.settings();
  if (file === undefined) return { problems: [], said: "" };
  try {
    const overlay = { file, changes: await (await context.backend()).changedByOverlay({}) };
    for (const doubt of overlayDoubts(overlay, topology)) context.reporter.warn(doubt);
    return { problems: [], said: `${describeOverlay(overlay)}\n` };
  } catch (error) {
    if (!(error instanceof TemporalStartError)) throw error;
    const { code, message, details = [], actions = [] } = error.facts;
    if (code !== "OVERLAY_INVALID") {
      context.reporter.warn(`The overlay ${file} was not checked: ${message}`);
      return { problems: [], said: "" };
    }
    const words = [...details, ...actions.slice(0, 1)].join(" → ");
    return { problems: [{ origin: file, key: "", message: words }], said: "" };
  }
}
