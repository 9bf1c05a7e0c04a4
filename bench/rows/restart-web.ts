import type { Row } from "../harness/bench.ts";
import type { Ended } from "../measure/child.ts";
import { interleave } from "../measure/interleave.ts";
import { summarise } from "../measure/summary.ts";
import { pollUntil } from "../probe/poll.ts";
import { answers } from "../probe/web.ts";
import { compare } from "./compare.ts";

interface Restart {
  readonly ms: number;
  /** From the beginning of the command until the page answers after it. */
  readonly usableMs: number;
}

/** The sides differ by less than the samples of one side scatter. */
const factor = 3;

export const restartWeb: Row = {
  name: "restart-web",
  title: "restart temporal-web, against docker compose restart",
  async measure(bench) {
    const { ours, rounds, signal } = bench;
    await bench.reference.remove();
    await ours.up();
    const page = `http://127.0.0.1:${String(ours.ports.web)}/`;
    const timed = async (command: () => Promise<Ended>): Promise<Restart> => {
      const startedMs = performance.now();
      const { ms } = await command();
      return { ms, usableMs: (await pollUntil(() => answers(page), signal)) - startedMs };
    };
    const samples = await interleave(
      rounds * factor,
      {
        ours: () => timed(() => ours.run("restart", "temporal-web")),
        compose: () => timed(() => ours.byHand("restart", "temporal-web")),
      },
      signal,
    );
    const usable = (restarts: readonly Restart[]): string =>
      summarise(restarts.map(({ usableMs }) => usableMs)).median.toFixed(0);
    return [
      compare({
        title: "restart temporal-web",
        unit: "ms",
        ours: samples.ours.map(({ ms }) => ms),
        reference: samples.compose.map(({ ms }) => ms),
        referenceTitle: "docker compose restart",
        target: { of: "ratio", atMost: 1.1 },
        notes: [
          `Compose returns before the page answers, \`restart\` after it. Page answers after ${usable(samples.ours)} ms, with compose after ${usable(samples.compose)} ms (medians).`,
        ],
      }),
    ];
  },
};
