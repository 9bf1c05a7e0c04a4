import { containersOf } from "../engine/containers.ts";
import type { Row } from "../harness/bench.ts";
import { BenchError } from "../harness/bench-error.ts";
import { interleave } from "../measure/interleave.ts";
import { compare } from "./compare.ts";

export const startRunning: Row = {
  name: "start-running",
  title: "start on a healthy cluster, against docker compose up --wait on it",
  async measure(bench) {
    const { ours, rounds, signal } = bench;
    await bench.reference.remove();
    await ours.up();
    const running = async (): Promise<string> => {
      const containers = await containersOf(ours.selector, signal);
      return containers
        .filter(({ isRunning }) => isRunning)
        .map(({ id }) => id)
        .sort()
        .join();
    };
    const before = await running();
    const samples = await interleave(
      rounds,
      {
        ours: async () => (await ours.run("start")).ms,
        compose: async () => (await ours.byHand("up", "--detach", "--wait")).ms,
      },
      signal,
    );
    if ((await running()) !== before)
      throw new BenchError("One side replaced containers of the other, so they did not work on the same cluster.");
    return [
      compare({
        title: "start when running",
        unit: "ms",
        ours: samples.ours,
        reference: samples.compose,
        referenceTitle: "docker compose up -d --wait",
        target: { of: "ratio", atMost: 1 },
      }),
    ];
  },
};
