import { usageOf, withPath } from "./command-reference.mjs";

/** man/temporal-start.1: the same as docs/commands.md for those who read in a terminal. */
export function manPage({ commands, globalFlags, helpFlag, versionFlag, programSummary, exitCodes, settings }) {
  const all = commands.flatMap((command) => withPath(command, []));
  return [
    '.\\" Written by npm run docs from src/commands/.',
    '.TH TEMPORAL-START 1 "" "temporal-start" "User Commands"',
    ".SH NAME",
    `temporal-start \\- ${roff(lowerFirst(programSummary))}`,
    ".SH SYNOPSIS",
    ".B temporal-start",
    "[flags] <command> [flags] [arguments]",
    ".SH FLAGS",
    ...[...Object.values(globalFlags), helpFlag, versionFlag].flatMap(flagItem),
    ".SH COMMANDS",
    ...all.flatMap(commandItem),
    ".SH SETTINGS",
    "In temporal.env of the current folder, or as environment variables.",
    ...settings.flatMap(([name, value, meaning]) => item(name, `${meaning} Default: ${value || "empty"}.`)),
    ".SH EXIT STATUS",
    ...exitCodes.flatMap(([code, meaning]) => item(code, meaning)),
    "",
  ].join("\n");
}

function commandItem({ path, definition }) {
  const { summary, description, flags = {}, examples } = definition;
  return [
    `.SS ${roff(usageOf({ path, definition }))}`,
    roff(description ?? `${summary}.`),
    ...Object.entries(definition.arguments ?? {}).flatMap(([name, { summary: meaning }]) => item(name, meaning)),
    ...Object.values(flags).flatMap(flagItem),
    ".P",
    "Examples:",
    ...examples.flatMap(({ command, explains }) => item(command, explains)),
  ];
}

const flagItem = ({ flag, summary }) => item(flag, summary);
const item = (term, meaning) => [".TP", `.B ${roff(term)}`, roff(meaning)];
const lowerFirst = (text) => `${text[0].toLowerCase()}${text.slice(1).replace(/\.$/, "")}`;

/** Dashes that can be copied, no escapes of ours, and no line that begins with a request. */
function roff(text) {
  const escaped = text.replaceAll("`", "").replaceAll("\\", "\\e").replaceAll("-", "\\-").replaceAll('"', "\\(dq");
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
}
