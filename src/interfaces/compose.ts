import type { RunOptions, RunResult } from "./processes.ts";

/** `docker compose` on the cluster's file with the settings as variables. */
export interface Compose {
  /**
   * Hash of each service's resolved configuration, as compose labels its containers.
   * @param worn the hashes that containers wear now, by service
   */
  configHashes(worn: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>;
  /** Runs one compose command; resolves when it ended, whatever its exit code. */
  run(args: readonly string[], options?: Pick<RunOptions, "signal" | "onLine">): Promise<RunResult>;
}
