import { cleanEnvironment } from "../cluster/environment.ts";
import type { Row } from "../harness/bench.ts";
import { BenchError } from "../harness/bench-error.ts";
import { entryFile, scratchFolder } from "../harness/folders.ts";
import { type Ended, runChild } from "../measure/child.ts";
import { summarise } from "../measure/summary.ts";

/** A build that really builds takes minutes, and is not what is measured. */
const upToDateLimitMs = 60_000;
const targetSeconds = 2;

export const imageBuild: Row = {
  name: "image-build",
  title: "images build with nothing changed",
  async measure({ rounds, signal }) {
    const limit = AbortSignal.timeout(upToDateLimitMs);
    const build = (until: AbortSignal): Promise<Ended> =>
      runChild(process.execPath, [entryFile, "images", "build"], {
        signal: until,
        cwd: scratchFolder,
        env: cleanEnvironment(),
      });
    const first = await build(AbortSignal.any([signal, limit])).catch((error: unknown) => {
      signal.throwIfAborted();
      if (limit.aborted) return undefined;
      throw error;
    });
    if (first?.exitCode !== 0)
      throw new BenchError("The images are not built or not up to date. Run: temporal-start images build");
    const samples: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { exitCode, ms, stdout } = await build(signal);
      if (exitCode !== 0 || !stdout.includes("Nothing to build"))
        throw new BenchError(`A second images build was not idle: ${stdout.trim()}`);
      samples.push(ms / 1000);
    }
    return [
      {
        title: "images build, nothing changed",
        unit: "s",
        ours: summarise(samples),
        referenceTitle: "–",
        target: { of: "ours", atMost: targetSeconds },
      },
    ];
  },
};
