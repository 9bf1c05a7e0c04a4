import type { ClusterPorts } from "../cluster/ports.ts";
import type { Row } from "../harness/bench.ts";
import { measureThroughput } from "../load/throughput.ts";
import { interleave } from "../measure/interleave.ts";
import { settle } from "../measure/settle.ts";
import { untilUsable } from "../probe/until-usable.ts";
import { compare } from "./compare.ts";

/** A round of both takes minutes, and its samples lie close together. */
const mostRounds = 3;

export const throughput: Row = {
  name: "throughput",
  title: "600 workflows with one activity each, 100 in flight, against the reference",
  async measure(bench) {
    const { ours, reference, rounds, signal } = bench;
    await ours.remove();
    await reference.remove();
    // Each alone on the machine, and on the data of its earlier rounds.
    const alone = async (
      ports: ClusterPorts,
      start: () => Promise<unknown>,
      stop: () => Promise<unknown>,
    ): Promise<number> => {
      await untilUsable(ports, start, signal);
      await settle(signal);
      const found = await measureThroughput(ports.server, signal);
      await stop();
      return found;
    };
    const samples = await interleave(
      Math.min(rounds, mostRounds),
      {
        ours: () =>
          alone(
            ours.ports,
            () => ours.run("start"),
            () => ours.run("stop"),
          ),
        reference: () =>
          alone(
            reference.ports,
            () => reference.compose("up", "--detach"),
            () => reference.compose("stop"),
          ),
      },
      signal,
    );
    await ours.remove();
    await reference.remove();
    return [
      compare({
        title: "workflows a second",
        unit: "/s",
        ...samples,
        referenceTitle: "official order",
        target: { of: "ratio", atLeast: 1 },
        notes: ["The dynamic configuration allows the frontend 1200 calls a second; a workflow like these makes 8."],
      }),
    ];
  },
};
