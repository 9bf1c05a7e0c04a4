import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cleanEnvironment } from "../cluster/environment.ts";
import type { OurCluster } from "../cluster/ours.ts";
import type { Bench, Row } from "../harness/bench.ts";
import { entryFile, scratchFolder } from "../harness/folders.ts";
import { backUpByHand, prepareByHand, restoreByHand, type Taken } from "../load/backup-by-hand.ts";
import { copyClosed, fillByWorkflows } from "../load/fill.ts";
import { measureThroughput } from "../load/throughput.ts";
import { mustRun } from "../measure/child.ts";
import { interleave } from "../measure/interleave.ts";
import { settle } from "../measure/settle.ts";
import { summarise } from "../measure/summary.ts";
import { compare } from "./compare.ts";

const closed = 20_000;
const many = 50_000;
/** Each takes the better part of a minute. */
const mostRounds = 3;
const memoryLimitMegabytes = 200;

export const backup: Row = {
  name: "backup",
  title:
    "backup and restore of 20,000 closed and 1,000 open workflows, against pg_dump and a snapshot of Elasticsearch",
  async measure(bench) {
    const { ours, reference, rounds, signal } = bench;
    await reference.remove();
    await ours.remove();
    const folder = join(scratchFolder, "backup");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await ours.up();
    await fillByWorkflows(ours, signal);
    const drill = await measureDrill(ours, folder, signal);
    await copyClosed(ours, closed, signal);
    await ours.run("visibility", "rebuild", "--yes");
    await prepareByHand(ours, folder, signal);
    const few = Math.min(rounds, mostRounds);
    const made = await interleave(
      rounds,
      {
        ours: async () => watched(ours, signal, "backup", "create", "--output", fresh(folder)),
        reference: () => backUpByHand(ours, folder, signal),
      },
      signal,
    );
    const speed = await interleave(
      few,
      {
        alone: () => measureThroughput(ours.ports.server, signal),
        beside: () => besideBackups(bench, folder),
      },
      signal,
    );
    await ours.run("backup", "create", "--output", fresh(folder));
    await backUpByHand(ours, folder, signal);
    const restored = await interleave(
      few,
      {
        ours: async () => {
          await settle(signal);
          return watched(ours, signal, "restore", fileIn(folder), "--yes", "--no-backup");
        },
        reference: async () => {
          await settle(signal);
          return restoreByHand(ours, folder, signal);
        },
      },
      signal,
    );
    await ours.run("restore", fileIn(folder), "--yes", "--no-backup");
    await copyClosed(ours, many, signal);
    const rebuilt = await watched(ours, signal, "visibility", "rebuild", "--yes");
    const seconds = (ended: readonly Taken[]): number[] => ended.map(({ ms }) => ms / 1000);
    const peak = [...made.ours, ...restored.ours, rebuilt].map(({ peakBytes }) => peakBytes / 1_000_000);
    rmSync(folder, { recursive: true, force: true });
    await ours.remove();
    return [
      compare({
        title: "backup, 21,000 workflows",
        unit: "s",
        ours: seconds(made.ours),
        reference: seconds(made.reference),
        referenceTitle: "pg_dump, ES snapshot",
        target: { of: "ratio", atMost: 1.3 },
        notes: [
          "Most of the 20,000 closed workflows are copies of 660, made in the database: they pack better than others would, on both sides.",
        ],
      }),
      compare({
        title: "workflows a second during backups",
        unit: "/s",
        ours: speed.beside,
        reference: speed.alone,
        referenceTitle: "without",
        target: { of: "ratio", atLeast: 0.8 },
        notes: ["One backup after the other, as long as the workflows take."],
      }),
      compare({
        title: "restore, 21,000 workflows",
        unit: "s",
        ours: seconds(restored.ours),
        reference: seconds(restored.reference),
        referenceTitle: "pg_restore, ES restore",
        target: { of: "ratio", atMost: 1.5 },
        notes: [
          "Reference: the server is stopped, the database dropped, filled again and the index restored, the server is started, until a workflow starts. Ours: all of the command, which reads the backup twice, keeps what was there, makes the index anew and compares it.",
        ],
      }),
      figureOf("backup, restore and rebuild, peak memory", "MB", [Math.max(...peak)], memoryLimitMegabytes),
      figureOf("drill, 1,660 workflows", "s", seconds([drill]), 60),
      figureOf("visibility rebuild, 51,000 executions", "s", seconds([rebuilt]), 60),
    ];
  },
};

const figureOf = (title: string, unit: "MB" | "s", samples: readonly number[], atMost: number) =>
  ({ title, unit, ours: summarise(samples), referenceTitle: "", target: { of: "ours", atMost } }) as const;

const fileIn = (folder: string): string => join(folder, "ours.backup.tar");

function fresh(folder: string): string {
  rmSync(fileIn(folder), { force: true });
  return fileIn(folder);
}

function watched({ instance }: OurCluster, signal: AbortSignal, ...args: readonly string[]): Promise<Taken> {
  const options = { signal, cwd: scratchFolder, env: cleanEnvironment(), watchMemory: true };
  return mustRun(process.execPath, [entryFile, "--instance", instance, ...args], options);
}

async function measureDrill(ours: OurCluster, folder: string, signal: AbortSignal): Promise<Taken> {
  await ours.run("backup", "create", "--output", fresh(folder));
  await settle(signal);
  return watched(ours, signal, "backup", "verify", fileIn(folder), "--drill");
}

async function besideBackups({ ours, signal }: Bench, folder: string): Promise<number> {
  let isOver = false;
  const backups = async (): Promise<void> => {
    while (!isOver) await ours.run("backup", "create", "--output", fresh(folder));
  };
  const busy = backups();
  busy.catch(() => undefined);
  const found = await measureThroughput(ours.ports.server, signal);
  isOver = true;
  await busy;
  return found;
}
