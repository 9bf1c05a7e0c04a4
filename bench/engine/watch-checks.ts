import { spawn } from "node:child_process";
import { cleanEnvironment } from "../cluster/environment.ts";

export interface WatchedChecks {
  /** @returns the container of every check that began since the watch did, one entry a check */
  end(): Promise<readonly string[]>;
}

/** Health checks are execs of the engine, and nothing else runs any in these clusters meanwhile. */
export function watchChecks(signal: AbortSignal): WatchedChecks {
  const args = ["events", "--filter", "event=exec_start", "--format", "{{.ID}}"];
  const child = spawn("docker", args, { stdio: ["ignore", "pipe", "ignore"], signal, env: cleanEnvironment() });
  let seen = "";
  child.stdout.on("data", (text: Buffer) => (seen += text.toString("utf8")));
  child.on("error", () => undefined);
  return {
    end() {
      const closed = new Promise<void>((resolve) => {
        child.once("close", () => {
          resolve();
        });
      });
      child.kill();
      return closed.then(() => seen.split("\n").filter(Boolean));
    },
  };
}
