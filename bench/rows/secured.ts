import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { closedNamespaces } from "../../src/cluster/dynamic-config/crosses-namespaces.ts";
import { type OurCluster, ourCluster } from "../cluster/ours.ts";
import type { Bench, Row } from "../harness/bench.ts";
import { packageFolder, scratchFolder } from "../harness/folders.ts";
import { measureThroughput } from "../load/throughput.ts";
import { interleave } from "../measure/interleave.ts";
import { settle } from "../measure/settle.ts";
import { compare } from "./compare.ts";

const mostRounds = 3;
const statusFactor = 3;

export const secured: Row = {
  name: "secured",
  title: "start, status and workflows of a cluster with certificates, tokens and a login, against one without",
  async measure(bench) {
    const { ours: plain, reference, rounds, signal } = bench;
    await reference.remove();
    await plain.remove();
    const full = fullCluster(bench);
    const few = Math.min(rounds, mostRounds);
    const starts = await interleave(
      rounds,
      { ours: () => firstStart(full, bench), plain: () => firstStart(plain, bench) },
      signal,
    );
    const work = await interleave(
      few,
      {
        ours: () => throughputOf(full, bench, certificatesOf(full)),
        plain: () => throughputOf(plain, bench),
      },
      signal,
    );
    await full.run("start");
    await plain.run("start");
    const asked = {
      ours: async () => (await full.run("status")).ms,
      plain: async () => (await plain.run("status")).ms,
    };
    await interleave(1, asked, signal);
    const looks = await interleave(rounds * statusFactor, asked, signal);
    await full.attempt("reset", "--yes", "--no-backup");
    await full.remove();
    await plain.remove();
    const against = { referenceTitle: "not secured" } as const;
    return [
      compare({
        title: "first start, secured",
        unit: "ms",
        ...{ ours: starts.ours, reference: starts.plain, ...against },
        target: { of: "ratio", atMost: 1.25 },
      }),
      compare({
        title: "status, secured",
        unit: "ms",
        ...{ ours: looks.ours, reference: looks.plain, ...against },
        target: { of: "ratio", atMost: 1.3 },
      }),
      compare({
        title: "workflows a second, secured",
        unit: "/s",
        ...{ ours: work.ours, reference: work.plain, ...against },
        target: { of: "ratio", atLeast: 0.85 },
      }),
    ];
  },
};

const certificatesOf = ({ instance }: OurCluster): string =>
  join(scratchFolder, "state", "temporal-start", instance, "certificates");

function fullCluster({ instance, images, signal }: Bench): OurCluster {
  const folder = join(scratchFolder, "config-full");
  cpSync(join(packageFolder, "temporal-config"), folder, { recursive: true });
  appendFileSync(join(folder, "development-sql.yaml"), `\n${closedNamespaces}\n`);
  return ourCluster(`${instance}-full`, images, signal, ["TEMPORAL_SECURITY=full", `TEMPORAL_CONFIG_DIR=${folder}`]);
}

/** From nothing, certificates and passwords among it, and alone on the engine. */
async function firstStart(cluster: OurCluster, { signal }: Bench): Promise<number> {
  await cluster.attempt("reset", "--yes", "--no-backup");
  await settle(signal);
  const { ms } = await cluster.run("start");
  await cluster.run("stop");
  return ms;
}

async function throughputOf(cluster: OurCluster, { signal }: Bench, certificates?: string): Promise<number> {
  await cluster.run("start");
  await settle(signal);
  const found = await measureThroughput(cluster.ports.server, signal, certificates);
  await cluster.run("stop");
  return found;
}
