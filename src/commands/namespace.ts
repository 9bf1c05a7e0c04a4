import { exitCodes, TemporalStartError } from "../errors.ts";
import { formatTable } from "../output/table.ts";
import { parseDurationSeconds } from "../settings/duration.ts";
import { ensureNamespace } from "../stack/ensure-namespace.ts";
import type { CommandContext, CommandDefinition, CommandInput, CommandResult } from "./command.ts";
import { usageError } from "./flags.ts";
import { deleteNamespace } from "./namespace-delete.ts";
import { describeNamespace, namespaceFlags, readNamespaceInput, readNamespaceName } from "./namespace-input.ts";

const nameArgument = { name: "name", summary: "name of the namespace", required: true } as const;

const list: CommandDefinition = {
  name: "list",
  summary: "List all namespaces",
  examples: [{ command: "temporal-start namespace list", explains: "names, states and retention" }],
  async run(_input, context) {
    const namespaces = await (await context.temporal()).namespaces();
    const rows = namespaces.map((facts) => Object.values(describeNamespace(facts)));
    const head = ["NAME", "STATE", "RETENTION", "DESCRIPTION", "OWNER"].map((text) => context.style.faint(text));
    return { exitCode: exitCodes.ok, data: { namespaces }, text: `${formatTable([head, ...rows])}\n` };
  },
};

const describe: CommandDefinition = {
  name: "describe",
  summary: "Show one namespace",
  arguments: [nameArgument],
  examples: [
    { command: "temporal-start namespace describe default", explains: "state, retention, description, owner" },
  ],
  async run(input, context) {
    const name = readNamespaceName(input);
    const facts = await (await context.temporal()).namespace(name);
    if (facts === undefined) throw unknownNamespace(name);
    const rows = Object.entries(describeNamespace(facts)).map(([key, value]) => [context.style.faint(key), value]);
    return { exitCode: exitCodes.ok, data: { namespace: facts }, text: `${formatTable(rows)}\n` };
  },
};

const update: CommandDefinition = {
  name: "update",
  summary: "Change retention, description or owner of a namespace",
  arguments: [nameArgument],
  flags: namespaceFlags,
  examples: [
    {
      command: "temporal-start namespace update media-planner --retention 30d",
      explains: "keep closed workflows for 30 days",
    },
  ],
  async run(input, context) {
    const wanted = readNamespaceInput(input);
    if (Object.keys(wanted).length === 1)
      throw usageError("Nothing to change.", "Give --retention, --description or --owner.");
    const existing = await (await context.temporal()).namespace(wanted.name);
    if (existing === undefined) throw unknownNamespace(wanted.name);
    return ensure(input, context);
  },
};

export const namespace: CommandDefinition = {
  name: "namespace",
  summary: "Create a namespace, or list, describe, update and delete namespaces",
  description:
    "`namespace NAME` creates the namespace if it is not there, and returns once it can be used. Running it again changes only what the flags ask for.",
  arguments: [nameArgument],
  flags: namespaceFlags,
  examples: [
    { command: "temporal-start namespace media-planner", explains: "create it with the default retention" },
    {
      command: "temporal-start namespace media-planner --retention 30d --owner team@example.org",
      explains: "with more",
    },
    { command: "temporal-start namespace list", explains: "what is there" },
  ],
  subcommands: [list, describe, update, deleteNamespace],
  run: ensure,
};

async function ensure(input: CommandInput, context: CommandContext): Promise<CommandResult> {
  const wanted = readNamespaceInput(input);
  const { values } = await context.settings();
  const { action, namespace: facts } = await ensureNamespace(wanted, {
    temporal: await context.temporal(),
    clock: context.clock,
    defaultRetentionSeconds: parseDurationSeconds(values.TEMPORAL_NAMESPACE_RETENTION) ?? 0,
    signal: context.signal,
  });
  const said = { register: "was created", update: "was updated", nothing: "is there already" }[action];
  const { retention } = describeNamespace(facts);
  return {
    exitCode: exitCodes.ok,
    data: { action, namespace: facts },
    text: `Namespace ${wanted.name} ${said}; retention ${retention ?? ""}. It can be used now.\n`,
  };
}

function unknownNamespace(name: string): TemporalStartError {
  return new TemporalStartError({
    code: "NAMESPACE_UNKNOWN",
    category: "service",
    message: `There is no namespace "${name}".`,
    hint: "temporal-start namespace list",
  });
}
