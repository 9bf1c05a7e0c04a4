export const searchAttributeTypes = ["Text", "Keyword", "KeywordList", "Int", "Double", "Bool", "Datetime"] as const;

export type AttributeType = (typeof searchAttributeTypes)[number];

export interface AttributeParse {
  readonly wanted: ReadonlyMap<string, AttributeType>;
  /** One line for each word that is no `NAME=Type`. */
  readonly problems: readonly string[];
}

/** Reads `NAME=Type`; capitals in the type do not matter. */
export function parseAttributes(words: readonly string[]): AttributeParse {
  const wanted = new Map<string, AttributeType>();
  const problems: string[] = [];
  for (const word of words) {
    const [, name = "", written = ""] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
    const type = searchAttributeTypes.find((candidate) => candidate.toLowerCase() === written.toLowerCase());
    const earlier = wanted.get(name);
    if (name === "") problems.push(`"${word}" is not NAME=Type.`);
    else if (!isAttributeName(name)) problems.push(nameProblem(name));
    else if (type === undefined) problems.push(`${name}: "${written}" is no type.`);
    else if (earlier !== undefined && earlier !== type)
      problems.push(`${name} is wanted as ${earlier} and as ${type}.`);
    else wanted.set(name, type);
  }
  return { wanted, problems };
}

export function isAttributeName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]{0,199}$/.test(name);
}

export function nameProblem(name: string): string {
  return `"${name}" is no name of a search attribute: use letters, digits, _ and -, starting with a letter.`;
}
