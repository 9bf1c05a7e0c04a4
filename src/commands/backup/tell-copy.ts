import type { CopyProgress } from "../../interfaces/database.ts";
import { roughDuration } from "../../output/rough-duration.ts";
import type { Needs } from "../command.ts";
import { formatBytes } from "./format-bytes.ts";

const pauseMs = 5_000;

/** Tells every few seconds how much of the database has been copied, how fast, and how long the rest takes at that rate. */
export function tellCopy({ clock, reporter }: Needs<"clock" | "reporter">): (progress: CopyProgress) => void {
  const begunMs = clock.now();
  let toldMs = begunMs;
  return ({ copied, total }) => {
    if (clock.now() - toldMs < pauseMs) return;
    toldMs = clock.now();
    const seconds = (toldMs - begunMs) / 1000;
    const left = copied === 0 ? undefined : Math.ceil((Math.max(0, total - copied) / copied) * seconds);
    const rest = left === undefined || left === 0 ? "" : `, about ${roughDuration(left)} left`;
    reporter.note(`Copied ${formatBytes(copied)} of ${formatBytes(total)}, ${formatBytes(copied / seconds)}/s${rest}.`);
  };
}
