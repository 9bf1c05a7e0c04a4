import { parseDurationSeconds } from "../../cluster/settings/duration.ts";
import { exitCodes, TemporalStartError } from "../../errors.ts";
import type { NamespaceInput } from "../../interfaces/temporal.ts";
import { formatTable, formatTitledTable } from "../../output/table.ts";
import { ensureMany } from "../../temporal/ensure-many.ts";
import type { EnsuredNamespace } from "../../temporal/ensure-namespace.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { usageError } from "../shared/flags.ts";
import { deleteNamespace } from "./namespace-delete.ts";
import {
  describeNamespace,
  nameArgument,
  namespaceFlags,
  readNamespaceInput,
  readNamespaceInputs,
  readNamespaceName,
} from "./namespace-input.ts";
import { requireAll, sayEnsured } from "./namespace-outcome.ts";

type EnsureNeeds = Needs<"clock" | "reporter" | "settings" | "signal" | "temporal">;

const list = defineCommand({
  name: "list",
  summary: "List all namespaces",
  examples: [{ command: "temporal-start namespace list", explains: "names, states and retention" }],
  async run(_input, context: Needs<"style" | "temporal">) {
    const namespaces = await (await context.temporal()).namespaces();
    const rows = namespaces.map((facts) => Object.values(describeNamespace(facts)));
    const table = formatTitledTable(["NAME", "STATE", "RETENTION", "DESCRIPTION", "OWNER"], rows, context.style);
    return { exitCode: exitCodes.ok, data: { namespaces }, text: `${table}\n` };
  },
});

const describe = defineCommand({
  name: "describe",
  summary: "Show one namespace",
  arguments: { name: nameArgument },
  examples: [
    { command: "temporal-start namespace describe default", explains: "state, retention, description, owner" },
  ],
  async run(input, context: Needs<"style" | "temporal">) {
    const name = readNamespaceName(input.arguments.name);
    const facts = await (await context.temporal()).namespace(name);
    if (facts === undefined) throw unknownNamespace(name);
    const rows = Object.entries(describeNamespace(facts)).map(([key, value]) => [context.style.faint(key), value]);
    return { exitCode: exitCodes.ok, data: { namespace: facts }, text: `${formatTable(rows)}\n` };
  },
});

const update = defineCommand({
  name: "update",
  summary: "Change retention, description or owner of a namespace",
  arguments: { name: nameArgument },
  flags: namespaceFlags,
  examples: [
    {
      command: "temporal-start namespace update media-planner --retention 30d",
      explains: "keep closed workflows for 30 days",
    },
  ],
  async run(input, context: EnsureNeeds) {
    const wanted = readNamespaceInput(input.arguments.name, input.flags);
    if (Object.keys(wanted).length === 1)
      throw usageError("Nothing to change.", "Give --retention, --description or --owner.");
    const existing = await (await context.temporal()).namespace(wanted.name);
    if (existing === undefined) throw unknownNamespace(wanted.name);
    const [ensured] = await ensure([wanted], context);
    return {
      exitCode: exitCodes.ok,
      data: ensured,
      text: ensured === undefined ? "" : `${sayEnsured(ensured)}\n`,
    };
  },
});

const subcommands = [list, describe, update, deleteNamespace];

export const namespace = defineCommand({
  name: "namespace",
  summary: "Create namespaces, or list, describe, update and delete them",
  description:
    "`namespace NAME...` creates each namespace that is not there, side by side, and returns once all of them can be used. Running it again changes only what the flags ask for; flags hold for every name. A name that is one of the commands below is that command.",
  arguments: { names: { summary: "names of the namespaces", required: true, variadic: true } },
  flags: namespaceFlags,
  examples: [
    { command: "temporal-start namespace media-planner", explains: "create it with the default retention" },
    {
      command: "temporal-start namespace media-planner --retention 30d --owner team@example.org",
      explains: "with more",
    },
    { command: "temporal-start namespace orders invoices shipping", explains: "create three at once" },
    { command: "temporal-start namespace list", explains: "what is there" },
  ],
  subcommands,
  async run(input, context: EnsureNeeds) {
    const names = subcommands.map(({ name }) => name);
    const namespaces = await ensure(readNamespaceInputs(input.arguments.names, input.flags, names), context);
    return {
      exitCode: exitCodes.ok,
      data: { namespaces },
      text: namespaces.map((ensured) => `${sayEnsured(ensured)}\n`).join(""),
    };
  },
});

/** @throws TemporalStartError for those that failed, with what became of the others */
async function ensure(wanted: readonly NamespaceInput[], context: EnsureNeeds): Promise<readonly EnsuredNamespace[]> {
  const { values } = await context.settings();
  const outcomes = await ensureMany(wanted, {
    onLot: (done) => {
      context.reporter.note(`${String(done)} of ${String(wanted.length)} namespaces can be used.`);
    },
    temporal: await context.temporal(),
    clock: context.clock,
    defaultRetentionSeconds: parseDurationSeconds(values.TEMPORAL_NAMESPACE_RETENTION) ?? 0,
    signal: context.signal,
  });
  return requireAll(outcomes);
}

function unknownNamespace(name: string): TemporalStartError {
  return new TemporalStartError({
    code: "NAMESPACE_UNKNOWN",
    category: "service",
    message: `There is no namespace "${name}".`,
    hint: "temporal-start namespace list",
  });
}
