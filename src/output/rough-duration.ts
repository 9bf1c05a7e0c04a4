import { formatDurationSeconds } from "../cluster/settings/duration.ts";

/** The two largest units are enough for a glance: `3d 4h`. */
export function roughDuration(seconds: number): string {
  return (formatDurationSeconds(seconds).match(/\d+[dhms]/g) ?? []).slice(0, 2).join(" ");
}
