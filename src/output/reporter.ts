import type { StartProgress } from "../stack/start-progress.ts";

/** Tells a person what goes on, on stderr; results go to stdout by another way. */
export interface Reporter {
  progress(progress: StartProgress): void;
  note(text: string): void;
  warn(text: string): void;
}
