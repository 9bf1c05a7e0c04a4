import { formatDurationSeconds, parseDurationSeconds } from "../../cluster/settings/duration.ts";
import { retentionLimits } from "../../cluster/settings/retention.ts";
import { defined } from "../../defined.ts";
import type { TemporalStartError } from "../../errors.ts";
import type { NamespaceFacts, NamespaceInput } from "../../interfaces/temporal.ts";
import type { ArgumentDefinition, FlagDefinitions, FlagValues } from "../input.ts";
import { usageError } from "../shared/flags.ts";

/** The database's column for names has 255 characters; the server adds a suffix while it deletes. */
const longestName = 200;

export const nameArgument = {
  summary: "name of the namespace",
  required: true,
  suggests: "namespaces",
} as const satisfies ArgumentDefinition;

export const namespaceFlags = {
  retention: {
    flag: "--retention <duration>",
    summary: "how long closed workflows are kept, such as 7d or 36h (default: TEMPORAL_NAMESPACE_RETENTION)",
  },
  description: { flag: "--description <text>", summary: "what the namespace is for" },
  owner: { flag: "--owner <email>", summary: "e-mail address of the owner" },
} as const satisfies FlagDefinitions;

type GivenFlags = FlagValues<typeof namespaceFlags>;

/** Reads one name and the flags. @throws TemporalStartError USAGE with the reason in one line */
export function readNamespaceInput(name: string, flags: GivenFlags): NamespaceInput {
  return { name: readNamespaceName(name), ...readWanted(flags) };
}

/**
 * Reads several names, each once, and the flags for all of them.
 * @param commands words that are commands where a name may stand, and so no names
 * @throws TemporalStartError USAGE with every name that is none
 */
export function readNamespaceInputs(
  given: readonly string[],
  flags: GivenFlags,
  commands: readonly string[],
): readonly NamespaceInput[] {
  const names = [...new Set(given)];
  const bad = names.filter((name) => !isNamespaceName(name) || commands.includes(name));
  if (bad.length > 0) throw noNamespaceName(bad, commands);
  const wanted = readWanted(flags);
  return names.map((name) => ({ name, ...wanted }));
}

export function readNamespaceName(name: string): string {
  if (!isNamespaceName(name)) throw noNamespaceName([name], []);
  return name;
}

function isNamespaceName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name) && name.length <= longestName;
}

function noNamespaceName(bad: readonly string[], commands: readonly string[]): TemporalStartError {
  const quoted = bad.map((name) => `"${name}"`).join(", ");
  const rule = `Use letters, digits, _, . and -, starting with a letter or digit, at most ${String(longestName)} characters`;
  const isCommand = bad.some((name) => commands.includes(name));
  return usageError(
    bad.length === 1 ? `${quoted} is no namespace name.` : `${quoted} are no namespace names.`,
    isCommand ? `${rule}; ${commands.join(", ")} are commands.` : `${rule}.`,
  );
}

function readWanted({ retention, description, owner }: GivenFlags): Omit<NamespaceInput, "name"> {
  return {
    ...(retention === undefined ? {} : { retentionSeconds: readRetention(retention) }),
    ...defined({ description, ownerEmail: owner }),
  };
}

function readRetention(text: string): number {
  const seconds = parseDurationSeconds(text);
  if (seconds === undefined)
    throw usageError(
      `--retention "${text}" is no duration.`,
      "Write it with units: --retention 7d or --retention 36h.",
    );
  if (seconds < retentionLimits.leastSeconds) {
    throw usageError(`--retention ${text} is below the server's minimum of 1h.`, "Write --retention 1h or more.");
  }
  if (seconds > retentionLimits.mostSeconds) {
    throw usageError(
      `--retention ${text} is more than 36500d, which the server cannot count with.`,
      "Write --retention 36500d or less.",
    );
  }
  return seconds;
}

/** One namespace as text and as data. */
export function describeNamespace(facts: NamespaceFacts): Readonly<Record<string, string>> {
  return {
    name: facts.name,
    state: facts.state,
    retention: formatDurationSeconds(facts.retentionSeconds),
    description: facts.description,
    owner: facts.ownerEmail,
  };
}
