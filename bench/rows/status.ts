import { cleanEnvironment } from "../cluster/environment.ts";
import type { Bench, Row } from "../harness/bench.ts";
import { mustRun } from "../measure/child.ts";
import { interleave } from "../measure/interleave.ts";
import { compare } from "./compare.ts";

const factor = 3;

export const status: Row = {
  name: "status",
  title: "status on a healthy cluster, against the four checks by hand",
  async measure(bench) {
    const { ours, rounds, signal } = bench;
    await bench.reference.remove();
    await ours.up();
    const sides = { ours: async () => (await ours.run("status")).ms, hand: () => checkByHand(bench) };
    await interleave(1, sides, signal);
    const samples = await interleave(rounds * factor, sides, signal);
    return [
      compare({
        title: "status",
        unit: "ms",
        ours: samples.ours,
        reference: samples.hand,
        referenceTitle: "four checks by hand",
        target: { of: "ratio", atMost: 1.5 },
      }),
    ];
  },
};

/** One after the other, each a process of its own, as in a shell. */
async function checkByHand({ ours, signal }: Bench): Promise<number> {
  const options = { signal, env: cleanEnvironment() };
  const { elasticsearch, web } = ours.ports;
  const checks = [
    ["docker", "exec", ours.container("temporal-postgres"), "pg_isready", "-U", "temporal"],
    ["curl", "-fsS", "--noproxy", "*", `http://localhost:${String(elasticsearch)}/_cluster/health`],
    ["docker", "exec", ours.container("temporal-cli"), "temporal", "workflow", "list"],
    ["curl", "-fsS", "--noproxy", "*", `http://localhost:${String(web)}`],
  ] as const;
  let ms = 0;
  for (const [command, ...args] of checks) ms += (await mustRun(command, args, options)).ms;
  return ms;
}
