import { measureCriticalPath, type PathTimes } from "../critical-path/measure.ts";
import type { Bench } from "../harness/bench.ts";
import { interleave } from "../measure/interleave.ts";
import { settle } from "../measure/settle.ts";
import { type Usable, untilUsable } from "../probe/until-usable.ts";

export interface ColdRounds {
  readonly ours: readonly Usable[];
  readonly reference: readonly Usable[];
  readonly path: readonly PathTimes[];
}

/** Three sides in turn, each alone on the engine and from empty volumes. */
export function coldRounds(bench: Bench): Promise<ColdRounds> {
  const { ours, reference, rounds, signal } = bench;
  const alone = async (): Promise<void> => {
    await ours.remove();
    await reference.remove();
    await settle(signal);
  };
  return bench.once("cold", async () => {
    // So that the image of the reference is there before its first measured start.
    await reference.compose("config", "--quiet");
    const sides = {
      async ours() {
        await alone();
        return untilUsable(ours.ports, () => ours.run("start"), signal);
      },
      async reference() {
        await alone();
        return untilUsable(reference.ports, () => reference.compose("up", "--detach"), signal);
      },
      async path() {
        await alone();
        return measureCriticalPath(bench);
      },
    };
    const samples = await interleave<keyof typeof sides, Usable | PathTimes>(rounds, sides, signal);
    await alone();
    return samples as unknown as ColdRounds;
  });
}
