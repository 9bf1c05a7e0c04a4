/** docs/commands.md: every command with its arguments, flags and examples. */
export function commandReference({ commands, globalFlags, helpFlag, exitCodes }) {
  const all = commands.flatMap((command) => withPath(command, []));
  return [
    "<!-- Written by npm run docs from src/commands/. -->",
    "",
    "# Commands of temporal-start",
    "",
    ...all.map(({ path, definition }) => `- [\`${path.join(" ")}\`](#${path.join("-")}): ${definition.summary}`),
    "",
    "## Flags of every command",
    "",
    "They stand before or after the command. For `cli` they stand before it.",
    "",
    table(["flag", "meaning"], [...Object.values(globalFlags), helpFlag].map(flagRow)),
    "",
    ...all.flatMap(section),
    "## Exit codes",
    "",
    table(["code", "meaning"], exitCodes),
    "",
  ].join("\n");
}

/** A command and those below it, each with the words that call it. */
export function withPath(definition, above) {
  const path = [...above, definition.name];
  return [{ path, definition }, ...(definition.subcommands ?? []).flatMap((child) => withPath(child, path))];
}

/** `temporal-start logs [services...]`. */
export function usageOf({ path, definition }) {
  const words = Object.entries(definition.arguments ?? {}).map(([name, { required, variadic }]) => {
    const inner = variadic ? `${name}...` : name;
    return required ? `<${inner}>` : `[${inner}]`;
  });
  const flags = definition.passThrough ? [] : ["[flags]"];
  return ["temporal-start", ...path, ...(definition.run === undefined ? ["<command>"] : [...flags, ...words])].join(
    " ",
  );
}

function section({ path, definition }) {
  const { summary, description, flags = {}, examples } = definition;
  return [
    `${"#".repeat(path.length + 1)} ${path.join(" ")}`,
    "",
    "```console",
    usageOf({ path, definition }),
    "```",
    "",
    escapeHtml(description ?? `${summary}.`),
    "",
    ...titled(["argument", "meaning"], Object.entries(definition.arguments ?? {}).map(argumentRow)),
    ...titled(["flag", "meaning"], Object.values(flags).map(flagRow)),
    ...titled(
      ["example", "what it does"],
      examples.map(({ command, explains }) => [`\`${command}\``, escapeHtml(explains)]),
    ),
  ];
}

const flagRow = ({ flag, summary }) => [`\`${flag}\``, escapeHtml(summary)];
const argumentRow = ([name, { summary, choices }]) => [
  `\`${name}\``,
  escapeHtml(choices === undefined ? summary : `${summary}: ${choices.join(", ")}`),
];
const titled = (head, rows) => (rows.length === 0 ? [] : [table(head, rows), ""]);

/** Words like <name> would vanish as HTML; what stands between backticks is safe. */
function escapeHtml(text) {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part.replaceAll("<", "&lt;") : part))
    .join("`");
}

export function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
