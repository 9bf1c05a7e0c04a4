import { TemporalStartError } from "../../errors.ts";
import { describeOverlay } from "../../plan/format-plan.ts";
import { overlayDoubts } from "../../plan/overlay-doubts.ts";
import { type Check, type Finding, failure, ok, warning } from "../check.ts";

export const overlay: Check = {
  id: "compose-overlay",
  group: "settings",
  title: "compose overlay",
  needs: ["settings"],
  // The plan is made with it.
  starts: "none",
  async look(world) {
    const { overlay: file, topology } = await world.settings();
    if (file === undefined) return [];
    try {
      const seen = { file, changes: await world.changedByOverlay() };
      const doubts = overlayDoubts(seen, topology).map((doubt) => warning(doubt, `Correct the name in ${file}`));
      return doubts.length > 0 ? doubts : [ok(describeOverlay(seen))];
    } catch (error) {
      if (!(error instanceof TemporalStartError)) throw error;
      return interpretRefusal(file, error);
    }
  },
};

/** Whoever cannot ask Compose at all reads why in another row. */
function interpretRefusal(file: string, { facts }: TemporalStartError): readonly Finding[] {
  const { code, message, hint = "temporal-start doctor", details = [] } = facts;
  return code === "OVERLAY_INVALID"
    ? [failure(`${file}: ${details.join(" ")}`, hint)]
    : [warning(`${file} was not checked: ${message}`, hint)];
}
