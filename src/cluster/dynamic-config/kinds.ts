import { isMap, isScalar, type Node } from "yaml";
import type { DynamicKind } from "./known-keys.ts";

const written: Readonly<Record<DynamicKind, string>> = {
  int: "a whole number",
  float: "a number",
  bool: "true or false",
  duration: "a duration such as 10s, 5m or 1h30m, or a number of seconds",
  string: "a text, in quotes where it looks like something else",
  map: "a map",
  unread: "anything",
};

/** What the server passes over with a line in its log, and goes by its default. */
export function kindProblem(kind: DynamicKind, value: Node | undefined): string | undefined {
  if (kind === "unread") return undefined;
  if (value === undefined) return `has no value: write "value: …", with a small v`;
  return fits[kind](value) ? undefined : `has to be ${written[kind]}, and is ${shown(value)}`;
}

const whole = /^[-+]?(?:\d[\d_]*|0[xX][\dA-Fa-f_]+|0[oO]?[0-7_]+|0[bB][01_]+)$/;
const duration =
  /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|\u00b5s|ms|s|m|h|d)?(?:(?:\d+(?:\.\d*)?)(?:ns|us|\u00b5s|ms|s|m|h|d))*$/;

const scalarOf = (value: Node): unknown => (isScalar(value) ? value.value : undefined);
/** The server takes 5.0 for no whole number, so what was written counts. */
const isWhole = (value: Node): boolean =>
  typeof scalarOf(value) === "number" && whole.test(isScalar(value) ? (value.source ?? "") : "");

const fits: Readonly<Record<Exclude<DynamicKind, "unread">, (value: Node) => boolean>> = {
  int: isWhole,
  float: (value) => typeof scalarOf(value) === "number",
  bool: (value) => typeof scalarOf(value) === "boolean",
  duration: (value) => isWhole(value) || duration.test(String(scalarOf(value))),
  string: (value) => typeof scalarOf(value) === "string",
  map: isMap,
};

function shown(value: Node): string {
  if (!isScalar(value)) return isMap(value) ? "a map" : "a list";
  return typeof value.value === "string"
    ? `the text ${JSON.stringify(value.value)}`
    : (value.source ?? String(value.value));
}
