import { type PathTimes, pathLength } from "../critical-path/measure.ts";
import type { Row } from "../harness/bench.ts";
import { summarise } from "../measure/summary.ts";
import { coldRounds } from "./cold-rounds.ts";
import { compare } from "./compare.ts";

const seconds = (ms: number): number => ms / 1000;

export const coldStart: Row = {
  name: "cold-start",
  title: "start from empty volumes until a workflow starts and the UI answers, against the official order",
  async measure(bench) {
    const { ours, reference } = await coldRounds(bench);
    return [
      compare({
        title: "cold start",
        unit: "s",
        ours: ours.map(({ ms }) => seconds(ms)),
        reference: reference.map(({ ms }) => seconds(ms)),
        referenceTitle: "official order, cold",
        target: { of: "ratio", atMost: 0.7 },
      }),
      compare({
        title: "cold start, end of the command",
        unit: "s",
        ours: ours.map(({ commandMs }) => seconds(commandMs)),
        reference: ours.map(({ ms }) => seconds(ms)),
        referenceTitle: "a workflow starts, the UI answers",
        target: { of: "ratio", atMost: 1.25 },
      }),
    ];
  },
};

export const criticalPath: Row = {
  name: "critical-path",
  title: "the same start, against the slowest chain of service starts measured alone",
  async measure(bench) {
    const { ours, path } = await coldRounds(bench);
    return [
      compare({
        title: "cold start on its path",
        unit: "s",
        ours: ours.map(({ ms }) => seconds(ms)),
        reference: path.map((times) => seconds(pathLength(times))),
        referenceTitle: "critical path",
        target: { of: "ratio", atMost: 1.25 },
        notes: [`Links of the path, medians: ${describe(path)}.`],
      }),
    ];
  },
};

function describe(path: readonly PathTimes[]): string {
  const [first] = path;
  const links = first === undefined ? [] : (Object.keys(first) as (keyof PathTimes)[]);
  return links
    .map((link) => `${link} ${seconds(summarise(path.map((times) => times[link])).median).toFixed(2)} s`)
    .join(", ");
}
