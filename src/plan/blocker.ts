/** A reason not to start: what, and the way out. */
export interface Blocker {
  /** Of src/error-codes.ts. */
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}
