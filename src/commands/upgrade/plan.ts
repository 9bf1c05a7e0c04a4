import { programFor } from "../../cluster/settings/instance.ts";
import { type Release, releaseOf } from "../../cluster/versions.ts";
import { exitCodes } from "../../errors.ts";
import { changesOf, vulnerabilitiesAt } from "../../upgrade/changes.ts";
import { defineCommand } from "../define-command.ts";
import { missingImages } from "../shared/release-images.ts";
import type { VersionNeeds } from "./data-version.ts";
import { findWay, toFlag, type Way } from "./find-way.ts";

export const plan = defineCommand({
  name: "plan",
  summary: "Show the way to a later version of the server, and what each step changes",
  description:
    "Tells of which version the data is, through which versions it goes to the one that is wanted, what each step changes and what cannot be undone, and which images are not here yet. Changes nothing.",
  flags: { to: toFlag },
  examples: [
    { command: "temporal-start upgrade plan", explains: "to the latest version that is known" },
    { command: "temporal-start upgrade plan --to 1.23.1", explains: "to this one" },
  ],
  async run({ flags }, context: VersionNeeds) {
    const way = await findWay(context, flags.to);
    const { topology } = await context.settings();
    const missing = await missingImages(context, way.steps);
    const steps = way.steps.map((release, index) => {
      const from = way.steps[index - 1]?.version ?? way.from;
      return { from, to: release.version, changes: changesOf(releaseOf(from), release), ...vulnerable(from, release) };
    });
    return {
      exitCode: exitCodes.ok,
      data: { from: way.from, to: way.to, unfinished: way.data.underWay !== undefined, steps, missingImages: missing },
      text: render(way, steps, missing, programFor(topology.instance)),
    };
  },
});

type Step = ReturnType<typeof vulnerable> & {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly string[];
};

function vulnerable(
  from: string,
  { version }: Release,
): { readonly mends: readonly string[]; readonly stillHas: readonly string[] } {
  const [before, after] = [vulnerabilitiesAt(from), vulnerabilitiesAt(version)];
  return { mends: before.filter((id) => !after.includes(id)), stillHas: after };
}

function render({ data, from, to }: Way, steps: readonly Step[], missing: readonly string[], program: string): string {
  if (steps.length === 0) return `The data is of server ${to} already.\n`;
  const lines = [
    data.underWay === undefined
      ? `The data is of server ${from}. The way to ${to}:`
      : `An upgrade from ${data.underWay.from} to ${data.underWay.to} was begun and has not ended. The way to ${to}:`,
    ...steps.flatMap((step) => [
      "",
      `  ${step.from} → ${step.to}`,
      ...step.changes.map((change) => `    ${change}`),
      ...step.mends.map((id) => `    ${id} is mended.`),
      ...step.stillHas.map((id) => `    It still has ${id}.`),
    ]),
    "",
    "At each step the server is away while it is replaced, for some seconds; workers and clients try again by themselves.",
    "What a step changes in a schema stays, also after a way back: the server of the version before works with it, an older one need not.",
    "A backup is made first, and the whole way is tried on a copy of the data.",
    ...(missing.length === 0 ? [] : [`Not here yet: ${missing.join(", ")}.`]),
    "",
    `Next: ${program} upgrade apply --to ${to}`,
  ];
  return `${lines.join("\n")}\n`;
}
