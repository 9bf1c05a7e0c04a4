// cspell:ignore oprsu
const mask = "[removed]";

/** Names of things that are nobody's business. */
const sensitiveName =
  /password|passwd|passphrase|pwd|secret|token|credential|authorization|api[-_]?key|access[-_]?key|private[-_]?key|auth[-_]?config|cookie|[-_]key$|(?:^|[-_])(?:pass|auth|pat)$/i;
const sensitiveWord = sensitiveName.source.replace("|[-_]key$|(?:^|[-_])(?:pass|auth|pat)$", "");

/** `--password=x`, `"pwd": "x"`, `\"token\":\"x\"`, `SECRET: x`: name, sign and value. */
const keyed = new RegExp(
  String.raw`([\w.-]*(?:${sensitiveWord})[\w.-]*)((?:\\*["'])?\s*[:=]\s*)(\\+"[^"]*?\\+"|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'&}\])]*[^\s"',;&}\])])`,
  "gi",
);
/** A line of YAML or of an env file, whose value may have spaces. */
const keyedLine = new RegExp(
  String.raw`^(\s*(?:-\s+)?(?!-)[\w.-]*(?:${sensitiveWord}|[-_]key(?==|:)|[-_](?:pass|pat)(?==|:))[\w.-]*\s*[:=]\s*)(\S.*)$`,
  "gim",
);

/** `ALTER ROLE temporal PASSWORD 'x'`, which PostgreSQL logs when the statement fails. */
const quotedInSql = /\b((?:password|identified by)\s+)(?:[eu]&?)?'(?:[^']|'')*(?:'|$)/gi;
/** `--password x` as somebody typed it. */
const afterFlag = new RegExp(String.raw`((?:^|\s)--?[\w-]*(?:${sensitiveWord})[\w-]*\s+)(?!-)[^\s"']+`, "gi");
/** `"auth": "…"`, of the file in which docker keeps its logins. */
const dockerLogin = /(\\*["']auth\\*["']\s*:\s*\\*["'])[^"'\\]+/gi;

const patterns: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, mask],
  // A password may hold an @ of its own: the last one ends it.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/"']+@/gi, `$1${mask}@`],
  [/\b(Bearer|Basic)(\s+)[\w.~+/=-]{8,}/gi, `$1$2${mask}`],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, mask],
  [/\bAKIA[0-9A-Z]{16}\b/g, mask],
  [/\b(?:gh[oprsu]|github_pat)_\w{16,}/g, mask],
  [keyedLine, `$1${mask}`],
  [quotedInSql, `$1'${mask}'`],
  [afterFlag, `$1${mask}`],
  [dockerLogin, `$1${mask}`],
];

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
    const withoutPatterns = patterns.reduce((left, [pattern, put]) => left.replace(pattern, put), withoutKnown);
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
      Object.entries(given).map(([key, inner]) => [text(key), isHidden(key, inner) ? mask : value(inner)]),
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
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === "string" && inner !== "" && sensitiveName.test(key) ? [inner] : secretsIn(inner),
  );
}

function isHidden(key: string, value: unknown): boolean {
  return sensitiveName.test(key) && (typeof value === "number" || (typeof value === "string" && value !== ""));
}

/** The second of `"--password", "x"` in the arguments of a command. */
function followsFlag(all: readonly unknown[], index: number): boolean {
  const [before, item] = [all[index - 1], all[index]];
  const isFlag = typeof before === "string" && /^--?[\w-]+$/.test(before) && sensitiveName.test(before);
  return isFlag && typeof item === "string" && !item.startsWith("-");
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
