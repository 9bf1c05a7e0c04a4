import type { Row } from "../harness/bench.ts";
import { summarise } from "../measure/summary.ts";
import { compare } from "./compare.ts";
import { type IdleUse, idleRounds } from "./idle-rounds.ts";

const megabyte = 1_000_000;
const median = (uses: readonly IdleUse[], of: (use: IdleUse) => number): string =>
  summarise(uses.map(of)).median.toFixed(0);

export const idleCost: Row = {
  name: "idle-cost",
  title: "CPU of the health checks while idle, against the checks of the official file's successor",
  async measure(bench) {
    const { ours, reference } = await idleRounds(bench);
    const both = (of: (use: IdleUse) => number): string => `${median(ours, of)} against ${median(reference, of)}`;
    return [
      compare({
        title: "idle cost of health checks",
        unit: "CPU ms/min",
        ours: ours.map(({ checksCpuMs }) => checksCpuMs),
        reference: reference.map(({ checksCpuMs }) => checksCpuMs),
        referenceTitle: "reference with checks",
        target: { of: "ratio", atMost: 1 },
        notes: [
          `Checks a minute: ${both(({ checks }) => checks)}. The files of the 1.22.0 time have none.`,
          `All CPU of the containers, ms a minute: ${both(({ containersCpuMs }) => containersCpuMs)}.`,
        ],
      }),
    ];
  },
};

export const memory: Row = {
  name: "memory",
  title: "memory of the idle cluster, without page cache",
  async measure(bench) {
    const { ours, reference } = await idleRounds(bench);
    const megabytes = (uses: readonly IdleUse[]): number[] => uses.map(({ memoryBytes }) => memoryBytes / megabyte);
    return [
      compare({
        title: "memory when idle",
        unit: "MB",
        ours: megabytes(ours),
        reference: megabytes(reference),
        referenceTitle: "official order",
        target: { of: "ratio", atMost: 1 },
      }),
    ];
  },
};
