import { formatDurationSeconds } from "../cluster/settings/duration.ts";

/** How long ago a moment was, RFC 3339; a second at least. */
export function roughAge(moment: string, nowMs: number): string {
  return roughDuration(Math.max(1, Math.floor((nowMs - Date.parse(moment)) / 1000)));
}

/** The two largest units are enough for a glance: `3d 4h`. */
export function roughDuration(seconds: number): string {
  return (formatDurationSeconds(seconds).match(/\d+[dhms]/g) ?? []).slice(0, 2).join(" ");
}
