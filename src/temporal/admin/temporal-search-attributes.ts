import type { SearchAttributes, SearchAttributeType } from "../../interfaces/temporal.ts";

/** Names by the number they have in Temporal's API. */
const typeNames: readonly (SearchAttributeType | undefined)[] = [
  undefined,
  "Text",
  "Keyword",
  "Int",
  "Double",
  "Bool",
  "Datetime",
  "KeywordList",
];

/** What the server says of search attributes, as far as we read it. */
interface ListedAttributes {
  readonly customAttributes?: Readonly<Record<string, number>> | null;
  readonly systemAttributes?: Readonly<Record<string, number>> | null;
  readonly storageSchema?: Readonly<Record<string, string>> | null;
}

export function toSearchAttributes({
  customAttributes,
  systemAttributes,
  storageSchema,
}: ListedAttributes): SearchAttributes {
  return { custom: named(customAttributes), system: named(systemAttributes), fields: { ...storageSchema } };
}

export function typeNumbers(types: Readonly<Record<string, SearchAttributeType>>): Record<string, never> {
  const numbers = Object.entries(types).map(([name, type]) => [name, typeNames.indexOf(type)] as const);
  // The client does not export the enumeration that its own types ask for.
  return Object.fromEntries(numbers) as Record<string, never>;
}

function named(numbers: Readonly<Record<string, number>> | null | undefined): Record<string, SearchAttributeType> {
  return Object.fromEntries(
    Object.entries(numbers ?? {}).flatMap(([name, number]) => {
      const type = typeNames[number];
      return type === undefined ? [] : [[name, type] as const];
    }),
  );
}
