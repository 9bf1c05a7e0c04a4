import type { Operation, OperationEdge } from "../interfaces/operation.ts";

/** One line an operation, numbered, with the numbers of those that come before. */
export function formatOperations(operations: readonly Operation[]): readonly string[] {
  const numberOf = new Map(operations.map(({ id }, index) => [id, index + 1]));
  const width = String(operations.length).length;
  const rows = operations.map((operation) => ({
    number: String(numberOf.get(operation.id)).padStart(width),
    what: describe(operation),
    after: operation.edges.flatMap((edge) => describeEdge(edge, numberOf)).join(", "),
  }));
  const whatWidth = Math.max(0, ...rows.filter(({ after }) => after !== "").map(({ what }) => what.length));
  return rows.map(({ number, what, after }) =>
    after === "" ? `${number}  ${what}` : `${number}  ${what.padEnd(whatWidth)}  after ${after}`,
  );
}

function describe(operation: Operation): string {
  switch (operation.kind) {
    case "create":
      return "create all containers";
    case "clear":
      return "remove all containers and the network";
    case "remove":
      return `remove ${operation.what} ${operation.name}`;
    case "pull":
      return `pull ${operation.image}`;
    default:
      return `${operation.kind} ${operation.name}`;
  }
}

function describeEdge({ after, point }: OperationEdge, numberOf: ReadonlyMap<string, number>): readonly string[] {
  const number = numberOf.get(after);
  if (number === undefined) return [];
  if (typeof point === "object") return [`${String(number)} "${point.milestone}"`];
  return [point === "over" ? `the end of ${String(number)}` : String(number)];
}
