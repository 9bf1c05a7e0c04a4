import type { StartDetail, StartProgress } from "../../progress/start-progress.ts";

/** Tells a person what goes on, on stderr; results go to stdout by another way. */
export interface Reporter {
  progress(progress: StartProgress): void;
  /** Absent where only lines are written. */
  detail?(detail: StartDetail): void;
  note(text: string): void;
  warn(text: string): void;
}
