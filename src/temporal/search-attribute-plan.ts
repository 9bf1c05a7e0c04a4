import type { SearchAttributes, SearchAttributeType } from "../interfaces/temporal.ts";

/** Every type with the types of Elasticsearch's fields that can hold it. */
const fieldsOfType: Readonly<Record<SearchAttributeType, readonly string[]>> = {
  Text: ["text"],
  Keyword: ["keyword"],
  KeywordList: ["keyword"],
  Int: ["long"],
  Double: ["scaled_float", "double"],
  Bool: ["boolean"],
  Datetime: ["date_nanos", "date"],
};

export const searchAttributeTypes = Object.keys(fieldsOfType) as readonly SearchAttributeType[];

export type WantedAttributes = ReadonlyMap<string, SearchAttributeType>;

export interface AttributeParse {
  readonly wanted: WantedAttributes;
  /** One line for each word that is no `NAME=Type`. */
  readonly problems: readonly string[];
}

/** Reads `NAME=Type`; capitals in the type do not matter. */
export function parseAttributes(words: readonly string[]): AttributeParse {
  const wanted = new Map<string, SearchAttributeType>();
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

export interface AttributePlan {
  readonly missing: Readonly<Record<string, SearchAttributeType>>;
  readonly present: readonly string[];
  readonly problems: readonly string[];
}

/** What is to be added to what is there; nothing can change its type. */
export function planAttributes(wanted: WantedAttributes, { custom, system, fields }: SearchAttributes): AttributePlan {
  const missing: Record<string, SearchAttributeType> = {};
  const present: string[] = [];
  const problems: string[] = [];
  for (const [name, type] of wanted) {
    const [own, existing, field] = [valueOf(system, name), valueOf(custom, name), valueOf(fields, name)];
    if (own !== undefined) problems.push(`${name} is one of the server's own (${own}).`);
    else if (existing === type) present.push(name);
    else if (existing !== undefined) problems.push(`${name} is there already as ${existing}; its type cannot change.`);
    else if (field !== undefined && !fieldsOfType[type].includes(field)) {
      problems.push(`${name} was there before with another type: Elasticsearch keeps its field as ${field}.`);
    } else missing[name] = type;
  }
  return { missing, present, problems };
}

/** A name may be one that every object of JavaScript has. */
function valueOf<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
