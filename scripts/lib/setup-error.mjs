/** A set-up step that could not be done: which step, why, and what the person can do next. */
export class SetupError extends Error {
  constructor(step, cause, hint, exitCode = 1) {
    super(`${step}: ${cause}`);
    this.name = "SetupError";
    this.step = step;
    this.hint = hint;
    this.exitCode = exitCode;
  }
}
