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

export type WantedAttributes = ReadonlyMap<string, SearchAttributeType>;

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
