import type { Figure, Row } from "../harness/bench.ts";
import { summarise } from "../measure/summary.ts";
import { coldRounds } from "./cold-rounds.ts";
import { compare } from "./compare.ts";
import { type StopSeries, stopRounds } from "./stop-rounds.ts";

const seconds = (ms: number): number => ms / 1000;

export const warmStart: Row = {
  name: "warm-start",
  title: "start after stop, against the cold start of the reference",
  async measure(bench) {
    const { reference } = await coldRounds(bench);
    const stops = await stopRounds(bench);
    const again = summarise(stops.reference.rounds.map(({ startMs }) => seconds(startMs)));
    return [
      compare({
        title: "warm start",
        unit: "s",
        ours: stops.ours.rounds.map(({ startMs }) => seconds(startMs)),
        reference: reference.map(({ ms }) => seconds(ms)),
        referenceTitle: "official order, cold",
        target: { of: "ratio", atMost: 0.6 },
        notes: [`The reference's own start after its stop: ${again.median.toFixed(2)} s (median).`],
      }),
      compare({
        title: "warm start, end of the command",
        unit: "s",
        ours: stops.ours.rounds.map(({ commandMs }) => seconds(commandMs)),
        reference: stops.ours.rounds.map(({ startMs }) => seconds(startMs)),
        referenceTitle: "a workflow starts, the UI answers",
        target: { of: "ratio", atMost: 1.3 },
        notes: ["It ends when workflows can be listed, which needs Elasticsearch."],
      }),
    ];
  },
};

export const stop: Row = {
  name: "stop",
  title: "stop while workflows run, against docker compose stop of the reference; nothing killed, nothing lost",
  async measure(bench) {
    const { ours, reference } = await stopRounds(bench);
    return [
      compare({
        title: "stop, busy",
        unit: "s",
        ours: ours.rounds.map(({ stopMs }) => seconds(stopMs)),
        reference: reference.rounds.map(({ stopMs }) => seconds(stopMs)),
        referenceTitle: "docker compose stop",
        target: { of: "ratio", atMost: 1 },
      }),
      count("stop, containers killed after their grace", ours, reference, killedIn),
      count("stop, last acknowledged workflow lost", ours, reference, ({ lost }) => lost),
    ];
  },
};

const killedIn = ({ rounds }: StopSeries): number => rounds.reduce((sum, { killed }) => sum + killed.length, 0);

function count(title: string, ours: StopSeries, reference: StopSeries, of: (series: StopSeries) => number): Figure {
  const names = [...new Set(ours.rounds.flatMap(({ killed }) => killed))];
  return {
    title,
    unit: "",
    ours: { ...summarise([of(ours)]), n: ours.rounds.length },
    reference: { ...summarise([of(reference)]), n: reference.rounds.length },
    referenceTitle: "reference",
    target: { of: "ours", atMost: 0 },
    ...(names.length > 0 ? { notes: [`Killed: ${names.join(", ")}.`] } : {}),
  };
}
