type Kind = "string" | "integer" | "type";

/** By which the server tells values of one key apart; it does not mind capitals in their names. */
const constraints: Readonly<Record<string, Kind>> = {
  namespace: "string",
  namespaceID: "string",
  taskQueueName: "string",
  shardID: "integer",
  taskType: "type",
  historyTaskType: "type",
};

const written: Readonly<Record<Kind, string>> = {
  string: "a text, in quotes where it looks like a number",
  integer: "a whole number",
  type: "the name or number of a type",
};

/** What the server would say of it. */
export function constraintProblem(name: string, value: unknown): string | undefined {
  const found = Object.entries(constraints).find(([known]) => known.toLowerCase() === name.toLowerCase());
  const kind = found?.[1];
  if (kind === undefined)
    return `there is no constraint ${name}; there are namespace, namespaceID, taskQueueName, taskType, historyTaskType and shardID`;
  const isText = typeof value === "string";
  const isWhole = Number.isInteger(value);
  const fits = kind === "string" ? isText : kind === "integer" ? isWhole : isText || isWhole;
  return fits ? undefined : `the constraint ${name} has to be ${written[kind]}`;
}
