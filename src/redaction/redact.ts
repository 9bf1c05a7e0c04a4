import { keyed, mask, secretPatterns, sensitiveName } from "./secret-patterns.ts";

export interface Redactor {
  readonly text: (text: string) => string;
  /** The same value without what is secret; an object stays the object it is. */
  readonly value: (value: unknown) => unknown;
}

/** @param secrets values that must not be seen anywhere, in whatever way they are written */
export function createRedactor(secrets: readonly string[]): Redactor {
  const variants = [...new Set(secrets.flatMap(writings))].filter((text) => text !== "");
  const literals = variants.toSorted((left, right) => right.length - left.length).map(literal);
  const text = (given: string): string => {
    const withoutKnown = literals.reduce((left, pattern) => left.replace(pattern, mask), given);
    const withoutPatterns = secretPatterns.reduce((left, [pattern, put]) => left.replace(pattern, put), withoutKnown);
    return withoutPatterns.replace(
      keyed,
      (_, name: string, sign: string, value: string) => `${name}${sign}${maskLike(value)}`,
    );
  };
  const value = (given: unknown): unknown => {
    if (typeof given === "string") return text(withoutAssigned(given));
    if (Array.isArray(given)) return given.map((item, index) => (followsFlag(given, index) ? mask : value(item)));
    if (typeof given !== "object" || given === null) return given;
    return Object.fromEntries(
      Object.entries(given).map(([key, inner]) => [text(key), sensitiveName.test(key) ? hidden(inner) : value(inner)]),
    );
  };
  return { text, value };
}

/** Values of sensitive names in the environment and in what the engine says of a container: an earlier start may have set others. */
export function secretsIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    const [, name = "", assigned = ""] = /^([\w.-]+)=(.*)$/s.exec(value) ?? [];
    return sensitiveName.test(name) && assigned !== "" ? [assigned] : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => (followsFlag(value, index, longFlag) ? textsIn(item) : secretsIn(item)));
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (sensitiveName.test(key) ? textsIn(inner) : secretsIn(inner)));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Of what stands under a sensitive name: numbers and texts, however deep, but neither yes and no nor nothing. */
function hidden(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hidden);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hidden(inner)]));
  }
  return typeof value === "number" || (typeof value === "string" && value !== "") ? mask : value;
}

const longFlag = (flag: string): boolean => /^--?[\w-]+$/.test(flag) && sensitiveName.test(flag);
/** Some take it for a port or for a folder to make. */
const shortFlag = (flag: string, item: string): boolean => flag === "-p" && !/^(?:[/.~$]|[\d.:]*\d$)/.test(item);

/** The second of `"--password", "x"` in the arguments of a command. */
function followsFlag(
  all: readonly unknown[],
  index: number,
  isFlag = (flag: string, item: string): boolean => longFlag(flag) || shortFlag(flag, item),
): boolean {
  const [before, item] = [all[index - 1], all[index]];
  return typeof before === "string" && typeof item === "string" && !item.startsWith("-") && isFlag(before, item);
}

/** `NAME=value` as the environment of a container is listed, whatever is in the value. */
function withoutAssigned(text: string): string {
  const [, name = ""] = /^([\w.-]+)=/.exec(text) ?? [];
  return sensitiveName.test(name) ? `${name}=${mask}` : text;
}

function maskLike(value: string): string {
  const [quote = ""] = /^(?:\\*["'])?/.exec(value) ?? [];
  const isWord = /^(?:true|false|null|\{|\[)/.test(value);
  return isWord ? value : `${quote}${mask}${quote}`;
}

/** The ways in which tools write a value: as it is, in URLs, JSON, shells, compose files, and encoded. */
function writings(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret),
    encodeURI(secret),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll("$", "$$$$"),
    secret.replaceAll("'", "'\\''"),
    secret.replaceAll("'", "''"),
    Buffer.from(secret).toString("base64"),
    Buffer.from(secret).toString("base64url"),
    Buffer.from(secret).toString("hex"),
  ];
}

/** One that is short stands in many words that give nothing away. */
function literal(secret: string): RegExp {
  const escaped = secret.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return secret.length < 5 ? new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`, "g") : new RegExp(escaped, "g");
}
