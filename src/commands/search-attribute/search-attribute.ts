import {
  isAttributeName,
  nameProblem,
  parseAttributes,
  searchAttributeTypes,
} from "../../cluster/settings/search-attributes.ts";
import { exitCodes } from "../../errors.ts";
import type { SearchAttributes } from "../../interfaces/temporal.ts";
import { formatTitledTable } from "../../output/table.ts";
import {
  type AttributeOptions,
  attributeConflict,
  ensureSearchAttributes,
  removeSearchAttributes,
} from "../../temporal/ensure-search-attributes.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { requireConfirmation } from "../shared/confirmation.ts";
import { usageError } from "../shared/flags.ts";
import { shellWord } from "../shared/shell-word.ts";

const typeList = searchAttributeTypes.join(", ");

type AttributeNeeds = Needs<"clock" | "settings" | "signal" | "temporal">;

const list = defineCommand({
  name: "list",
  summary: "List the search attributes",
  flags: { all: { flag: "--all", summary: "also those that every cluster has" } },
  examples: [
    { command: "temporal-start search-attribute list", explains: "those that were added" },
    { command: "temporal-start search-attribute list --all", explains: "with the server's own" },
  ],
  async run(input, context: AttributeNeeds & Needs<"style">) {
    const { custom, system } = await read(context);
    const rowsOf = (kind: string, types: Readonly<Record<string, string>>): readonly (readonly string[])[] =>
      Object.entries(types)
        .toSorted(([left], [right]) => left.localeCompare(right))
        .map(([name, type]) => [name, type, kind]);
    const rows = [...rowsOf("custom", custom), ...(input.flags.all ? rowsOf("system", system) : [])];
    const table = formatTitledTable(["NAME", "TYPE", "KIND"], rows, context.style);
    const text = rows.length === 0 ? "No search attributes were added.\n" : `${table}\n`;
    return { exitCode: exitCodes.ok, data: { custom, system }, text };
  },
});

const add = defineCommand({
  name: "add",
  summary: "Add search attributes, each NAME=Type",
  description: `Add search attributes, each NAME=Type; they hold for all namespaces and can be used at once. Types: ${typeList}. What is there already stays; if one cannot be added, none is.`,
  arguments: { attributes: { summary: "NAME=Type, several at once", required: true, variadic: true } },
  examples: [
    { command: "temporal-start search-attribute add CustomerId=Keyword", explains: "one" },
    { command: "temporal-start search-attribute add Amount=Double DueDate=Datetime", explains: "two" },
  ],
  async run(input, context: AttributeNeeds) {
    const { wanted, problems } = parseAttributes(input.arguments.attributes);
    if (problems.length > 0) throw usageError(problems.join(" "), `Write NAME=Type with one of ${typeList}.`);
    const attributes = await ensureSearchAttributes(wanted, await optionsOf(context));
    const lines = attributes.map(({ name, type, action }) =>
      action === "add" ? `${name} was added as ${type}. It can be used now.` : `${name} is there already as ${type}.`,
    );
    return { exitCode: exitCodes.ok, data: { attributes }, text: `${lines.join("\n")}\n` };
  },
});

const remove = defineCommand({
  name: "remove",
  summary: "Remove search attributes, after confirmation",
  description:
    "Remove search attributes, after confirmation. Workflows keep the values, but are not found by them any more. Elasticsearch keeps the field, so the name can come back with the same type alone.",
  arguments: { names: { summary: "search attributes", required: true, variadic: true, suggests: "attributes" } },
  flags: { yes: { flag: "--yes", summary: "do not ask" } },
  examples: [{ command: "temporal-start search-attribute remove CustomerId --yes", explains: "without a question" }],
  async run(input, context: AttributeNeeds & Needs<"confirm" | "isInteractive">) {
    const names = readNames(input.arguments.names);
    const { custom, system } = await read(context);
    const own = names.filter((name) => Object.hasOwn(system, name));
    if (own.length > 0) throw attributeConflict(own.map((name) => `${name} is one of the server's own and stays.`));
    const removed = names.filter((name) => Object.hasOwn(custom, name));
    if (removed.length > 0) {
      const what = `${removed.join(", ")} from the search attributes of all namespaces`;
      await requireConfirmation(context, input.flags.yes, {
        question: `Remove ${what}?`,
        deed: `remove ${what}`,
        command: `temporal-start search-attribute remove ${removed.map(shellWord).join(" ")} --yes`,
      });
      await removeSearchAttributes(removed, await optionsOf(context));
    }
    const lines = names.map((name) =>
      removed.includes(name) ? `${name} was removed.` : `There is no search attribute ${name}.`,
    );
    return { exitCode: exitCodes.ok, data: { names, removed }, text: `${lines.join("\n")}\n` };
  },
});

function readNames(given: readonly string[]): readonly string[] {
  const names = [...new Set(given)];
  const bad = names.filter((name) => !isAttributeName(name));
  if (bad.length > 0) throw usageError(bad.map(nameProblem).join(" "), "temporal-start search-attribute list");
  return names;
}

async function read(context: AttributeNeeds): Promise<SearchAttributes> {
  const { temporal, namespace } = await optionsOf(context);
  return temporal.searchAttributes(namespace);
}

async function optionsOf(context: AttributeNeeds): Promise<AttributeOptions> {
  const namespace = (await context.settings()).values.TEMPORAL_NAMESPACE;
  return { temporal: await context.temporal(), clock: context.clock, namespace, signal: context.signal };
}

export const searchAttribute = defineCommand({
  name: "search-attribute",
  summary: "List, add and remove search attributes",
  examples: [
    { command: "temporal-start search-attribute add CustomerId=Keyword", explains: "find workflows by it" },
    { command: "temporal-start search-attribute list", explains: "what was added" },
  ],
  subcommands: [list, add, remove],
});
