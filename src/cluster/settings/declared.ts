import { parseDurationSeconds } from "./duration.ts";
import { retentionLimits } from "./retention.ts";
import { type AttributeParse, parseAttributes } from "./search-attributes.ts";

/** A namespace that the settings want to be there. */
export interface DeclaredNamespace {
  readonly name: string;
  /** Absent where the setting for new namespaces is meant. */
  readonly retentionSeconds?: number;
}

export interface NamespaceParse {
  readonly namespaces: readonly DeclaredNamespace[];
  readonly problems: readonly string[];
}

const namespaceName = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/;

/** Reads `orders=30d,invoices`: names, each with the retention it is to have, or without. */
export function parseNamespaces(text: string): NamespaceParse {
  const namespaces = new Map<string, DeclaredNamespace>();
  const problems: string[] = [];
  for (const word of wordsOf(text)) {
    const read = parseNamespace(word);
    if (typeof read === "string") problems.push(read);
    else if (namespaces.has(read.name)) problems.push(`${read.name} is named twice.`);
    else namespaces.set(read.name, read);
  }
  return { namespaces: [...namespaces.values()], problems };
}

/** @returns the problem where it is none */
function parseNamespace(word: string): DeclaredNamespace | string {
  const [, name = "", retention] = /^([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  if (!namespaceName.test(name) || name === "temporal-system") return `"${word}" is not NAME or NAME=RETENTION.`;
  if (retention === undefined) return { name };
  const retentionSeconds = parseDurationSeconds(retention);
  if (retentionSeconds !== undefined && isPossibleRetention(retentionSeconds)) return { name, retentionSeconds };
  return `${name}: "${retention}" is no duration from 1h to 36500d such as 7d or 36h.`;
}

function isPossibleRetention(seconds: number): boolean {
  return seconds >= retentionLimits.leastSeconds && seconds <= retentionLimits.mostSeconds;
}

/** Those that upstream's auto-setup image adds, on which most samples rely. */
const sampleAttributes = [
  ...["CustomKeywordField=Keyword", "CustomStringField=Text", "CustomTextField=Text", "CustomIntField=Int"],
  ...["CustomDatetimeField=Datetime", "CustomDoubleField=Double", "CustomBoolField=Bool"],
];

/** Reads `CustomerId=Keyword,Amount=Double`. */
export function parseDeclaredAttributes(text: string, withSamples = "false"): AttributeParse {
  return parseAttributes([...(withSamples === "true" ? sampleAttributes : []), ...wordsOf(text)]);
}

function wordsOf(text: string): readonly string[] {
  return text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}
