import { defined } from "../defined.ts";
import type { ProcessRunner, RunResult } from "../runtime/ports.ts";
import { readVersion } from "./requirements.ts";

/** How each generation of Compose is called. */
const callOf = { plugin: ["docker", "compose"], standalone: ["docker-compose"] } as const;

/**
 * Compose's own answer, or its complaint. It hangs where docker hangs.
 * @throws TemporalStartError PROGRAM_MISSING; the signal's reason when it aborts
 */
export function askComposeVersion(
  processes: Pick<ProcessRunner, "run">,
  generation: keyof typeof callOf,
  signal?: AbortSignal,
): Promise<RunResult> {
  const [program, ...words] = callOf[generation];
  return processes.run(program, [...words, "version", "--short"], defined({ signal }));
}

/** The version in that answer; undefined where it tells none. */
export function versionInAnswer({ exitCode, stdout }: RunResult): string | undefined {
  return exitCode === 0 ? readVersion(stdout) : undefined;
}
