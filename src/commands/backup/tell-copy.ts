import type { CopyProgress } from "../../interfaces/database.ts";
import { roughDuration } from "../../output/rough-duration.ts";
import type { Needs } from "../command.ts";
import { nowAndThen } from "../shared/now-and-then.ts";
import { formatBytes } from "./format-bytes.ts";

/** Tells every few seconds how much of the database has been copied, how fast, and how long the rest takes at that rate. */
export function tellCopy(context: Needs<"clock" | "reporter">): (progress: CopyProgress) => void {
  const begunMs = context.clock.now();
  return nowAndThen(context, ({ copied, total }) => {
    const seconds = (context.clock.now() - begunMs) / 1000;
    const left = copied === 0 ? undefined : Math.ceil((Math.max(0, total - copied) / copied) * seconds);
    const rest = left === undefined || left === 0 ? "" : `, about ${roughDuration(left)} left`;
    const rate = formatBytes(copied / seconds);
    context.reporter.note(`Copied ${formatBytes(copied)} of ${formatBytes(total)}, ${rate}/s${rest}.`);
  });
}
