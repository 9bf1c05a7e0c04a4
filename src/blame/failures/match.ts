import type { ServiceName } from "../../cluster/services/index.ts";
import type { Condition, FailureSign, KnownFailure } from "./failure.ts";

/** What was seen of a failure. */
export interface FailureEvidence {
  /** Of which the unit is one. */
  readonly service?: ServiceName;
  readonly exitCode?: number;
  readonly condition?: Condition;
  readonly outOfMemory?: boolean;
  /** The cluster was not ready since its volumes were made. */
  readonly isNeverReady?: boolean;
  /** The container's last lines, oldest first. */
  readonly lines?: readonly string[];
  readonly engineMessage?: string;
}

export interface FailureMatch {
  readonly failure: KnownFailure;
  /** The line of the log that tells it, where one does. */
  readonly line?: string;
}

/**
 * The first entry, in order of specificity, that explains what was seen: the kernel's word before a
 * program's own words, these before an exit code, and that before what the container merely is.
 * Entries that are equally specific keep their order.
 */
export function matchFailure(evidence: FailureEvidence, failures: readonly KnownFailure[]): FailureMatch | undefined {
  let best: { readonly match: FailureMatch; readonly weight: number } | undefined;
  for (const failure of failures) {
    for (const sign of failure.signs) {
      const weight = weightOf(sign);
      if (best !== undefined && best.weight >= weight) continue;
      const found = findSign(sign, evidence);
      if (found !== undefined) best = { match: { failure, ...found }, weight };
    }
  }
  return best?.match;
}

function weightOf({ outOfMemory, log, engine, exitCodes, condition, services }: FailureSign): number {
  const weights: readonly (readonly [unknown, number])[] = [
    [outOfMemory, 32],
    [log, 16],
    [engine, 16],
    [exitCodes, 8],
    [condition, 4],
    [services, 1],
  ];
  return weights.reduce((sum, [given, weight]) => sum + (given === undefined ? 0 : weight), 0);
}

/** @returns the line that tells it, or nothing where none is needed; undefined when the sign is not there */
function findSign(sign: FailureSign, evidence: FailureEvidence): { readonly line?: string } | undefined {
  if (!isFrame(sign, evidence)) return undefined;
  const { log, engine } = sign;
  if (engine !== undefined && !engine.test(evidence.engineMessage ?? "")) return undefined;
  if (log === undefined) return {};
  const line = evidence.lines?.findLast((text) => log.test(text));
  return line === undefined ? undefined : { line };
}

function isFrame({ services, exitCodes, condition, outOfMemory }: FailureSign, evidence: FailureEvidence): boolean {
  return (
    isOneOf(services, evidence.service) &&
    isOneOf(exitCodes, evidence.exitCode) &&
    (condition === undefined || condition === evidence.condition) &&
    (outOfMemory === undefined || evidence.outOfMemory === true)
  );
}

function isOneOf<Value>(wanted: readonly Value[] | undefined, seen: Value | undefined): boolean {
  return wanted === undefined || (seen !== undefined && wanted.includes(seen));
}
