/** A step that could not be done: why in one line, its last output, and what the person can do. */
export class StepError extends Error {
  constructor(cause, { hint, lines = [], exitCode = 1, wasInterrupted = false } = {}) {
    super(cause);
    this.name = "StepError";
    this.hint = hint;
    this.lines = lines;
    this.exitCode = exitCode;
    this.wasInterrupted = wasInterrupted;
  }
}
