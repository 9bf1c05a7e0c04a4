import type { FailureFacts, TemporalStartError } from "../errors.ts";

const schemaVersion = 1;

/** The one shape of every JSON answer; every key is always there. */
export interface Envelope {
  readonly schemaVersion: number;
  readonly command: string;
  readonly status: "ok" | "error";
  readonly data: unknown;
  readonly warnings: readonly string[];
  readonly error: null | {
    readonly code: string;
    readonly category: string;
    readonly message: string;
    readonly hint: string | null;
    readonly retryable: boolean;
    readonly details: readonly string[];
    readonly actions: readonly string[];
    readonly failure: FailureFacts | null;
    readonly origins: Readonly<Record<string, string>>;
  };
}

export function successEnvelope(command: string, data: unknown, warnings: readonly string[]): Envelope {
  return { schemaVersion, command, status: "ok", data: data ?? null, warnings, error: null };
}

export function errorEnvelope(command: string, error: TemporalStartError, warnings: readonly string[]): Envelope {
  const { code, category, message, hint, retryable, details, actions, failure, origins } = error.facts;
  return {
    schemaVersion,
    command,
    status: "error",
    data: null,
    warnings,
    error: {
      code,
      category,
      message,
      hint: hint ?? null,
      retryable: retryable ?? false,
      details: details ?? [],
      actions: actions ?? (hint === undefined ? [] : [hint]),
      failure: failure ?? null,
      origins: origins ?? {},
    },
  };
}
