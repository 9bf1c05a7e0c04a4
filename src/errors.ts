/** Exit codes of the command line; the one list that code, help and documentation share. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  stopped: 3,
  degraded: 4,
  confirmationNeeded: 5,
  preflightFailed: 6,
  waitTimedOut: 124,
  interrupted: 130,
  terminated: 143,
} as const;

export type ErrorCategory =
  | "usage"
  | "settings"
  | "engine"
  | "preflight"
  | "service"
  | "timeout"
  | "confirmation"
  | "interrupted";

/** @public read by scripts/write-docs.mjs */
export const exitCodeOfCategory: Readonly<Record<ErrorCategory, number>> = {
  usage: exitCodes.usage,
  settings: exitCodes.usage,
  engine: exitCodes.failed,
  preflight: exitCodes.preflightFailed,
  service: exitCodes.failed,
  timeout: exitCodes.waitTimedOut,
  confirmation: exitCodes.confirmationNeeded,
  interrupted: exitCodes.interrupted,
};

/** A known failure as people and programs are told of it; src/blame/failures/ has the list. */
export interface FailureFacts {
  /** Stable identifier in SCREAMING_SNAKE_CASE. */
  readonly id: string;
  readonly cause: string;
  /** The next command to type or setting to write. */
  readonly advice: string;
  /** Public documentation of it. */
  readonly link: string;
}

export interface ErrorFacts {
  /** Stable identifier in SCREAMING_SNAKE_CASE; programs branch on it. */
  readonly code: string;
  readonly category: ErrorCategory;
  /** What happened, to which service, and why as far as it is known: one line. */
  readonly message: string;
  /** The service it happened to, where it happened to one. */
  readonly service?: string;
  /** The next command to type or setting to write. */
  readonly hint?: string;
  /** All next steps, where there are several; absent means the hint alone. */
  readonly actions?: readonly string[];
  /** Further lines: the culprit's last log lines, or every problem of a file. */
  readonly details?: readonly string[];
  /** That of the details which tells what a failed start has left at work. */
  readonly stillRunning?: string;
  /** The known failure behind it, where it was recognised. */
  readonly failure?: FailureFacts;
  /** Where the settings come from that led to it, by their names. */
  readonly origins?: Readonly<Record<string, string>>;
  /** Whether the same command can succeed later without a change by the user. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** An expected failure. Anything else that is thrown is a bug and is reported as one. */
export class TemporalStartError extends Error {
  readonly facts: ErrorFacts;
  readonly exitCode: number;

  constructor(facts: ErrorFacts) {
    super(facts.message, { cause: facts.cause });
    this.name = "TemporalStartError";
    this.facts = facts;
    this.exitCode = exitCodeOfCategory[facts.category];
  }
}

/** The message of whatever was thrown, on one line. */
export function causeMessage(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
  return text.replace(/\s*\n\s*/g, " ").trim();
}
