import { isCi } from "../cluster/settings/ci.ts";
import { systemClock } from "../host/clock.ts";
import { createLiveReporter, type LiveReporter, type LiveReporterParts } from "../output/start/live-reporter.ts";
import { createTextReporter } from "../output/start/text-reporter.ts";

export interface PersonReporterChoice extends Omit<LiveReporterParts, "now" | "terminal"> {
  /** Where a person looks; absent where no terminal is. */
  readonly terminal: LiveReporterParts["terminal"] | undefined;
  /** `--plain` was given. */
  readonly isPlain: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A display that changes in place where somebody looks at it, lines everywhere else. */
export function createPersonReporter({ terminal, isPlain, environment, ...parts }: PersonReporterChoice): LiveReporter {
  const { TERM, TEMPORAL_START_PLAIN } = environment;
  const wantsLines = isPlain || TERM === "dumb" || isCi(environment) || Boolean(TEMPORAL_START_PLAIN);
  if (terminal === undefined || wantsLines) {
    return { ...createTextReporter(parts.writeLine, parts.style), end: () => undefined };
  }
  return createLiveReporter({ ...parts, terminal, now: () => systemClock.now() });
}
