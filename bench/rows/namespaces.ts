import { cleanEnvironment } from "../cluster/environment.ts";
import type { Bench, Row } from "../harness/bench.ts";
import { mustRun } from "../measure/child.ts";
import { interleave } from "../measure/interleave.ts";
import { compare } from "./compare.ts";

const count = 100;
/** What takes one call a namespace is measured on so many, and scaled. */
const sampled = 10;
const scale = count / sampled;

export const namespaces: Row = {
  name: "namespaces",
  title: "create 100 namespaces and list them, against the Temporal CLI in its container, one call each",
  async measure(bench) {
    const { ours, rounds, signal } = bench;
    await bench.reference.remove();
    await ours.up();
    const takesMany = /^Usage: .*<names?\.\.\.>/m.test((await ours.run("namespace", "--help")).stdout);
    let round = 0;
    const samples = await interleave(
      rounds,
      {
        async ours() {
          round += 1;
          const name = (index: number): string => `ours-${String(round)}-${String(index)}`;
          return createOurs(bench, takesMany, name);
        },
        cli: () => createByHand(bench, (index) => `hand-${String(round)}-${String(index)}`),
      },
      signal,
    );
    return [
      compare({
        title: "namespaces, create 100 and list",
        unit: "s",
        ours: samples.ours.map((ms) => ms / 1000),
        reference: samples.cli.map((ms) => ms / 1000),
        referenceTitle: "Temporal CLI, one call each",
        target: { of: "ratio", atMost: 0.2 },
        notes: [
          `Reference: creation measured on ${String(sampled)} namespaces and scaled to ${String(count)}.`,
          takesMany
            ? "Ours: one command with all names."
            : `Ours: no command takes several names, so one command each, on ${String(sampled)}, scaled likewise.`,
        ],
      }),
    ];
  },
};

async function createOurs({ ours }: Bench, takesMany: boolean, name: (index: number) => string): Promise<number> {
  let ms = 0;
  if (takesMany) ({ ms } = await ours.run("namespace", ...Array.from({ length: count }, (_, index) => name(index))));
  else for (let index = 0; index < sampled; index += 1) ms += (await ours.run("namespace", name(index))).ms * scale;
  return ms + (await ours.run("namespace", "list")).ms;
}

async function createByHand({ ours, signal }: Bench, name: (index: number) => string): Promise<number> {
  const temporal = async (...args: readonly string[]): Promise<number> => {
    const line = ["exec", ours.container("temporal-cli"), "temporal", "operator", "namespace", ...args];
    return (await mustRun("docker", line, { signal, env: cleanEnvironment() })).ms;
  };
  let ms = 0;
  for (let index = 0; index < sampled; index += 1) ms += (await temporal("create", name(index))) * scale;
  return ms + (await temporal("list"));
}
