// cspell:ignore oprsu
/** Stands where a secret stood. */
export const mask = "[removed]";

/** Names of things that are nobody's business. */
export const sensitiveName =
  /password|passwd|passphrase|pwd|secret|token|credential|authorization|api[-_]?key|access[-_]?key|private[-_]?key|auth[-_]?config|cookie|[-_]key$|(?:^|[-_])(?:pass|auth|pat)$/i;
const sensitiveWord = sensitiveName.source.replace("|[-_]key$|(?:^|[-_])(?:pass|auth|pat)$", "");

/** `--password=x`, `"pwd": "x"`, `\"token\":\"x\"`, `SECRET: x`: name, sign and value. */
export const keyed = new RegExp(
  String.raw`(?<![\w.-])([\w.-]*(?:${sensitiveWord})[\w.-]*)((?:\\*["'])?\s*[:=]\s*)(\\+"[^"]*?\\+"|"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'&}\])]*[^\s"',;&}\])])`,
  "gi",
);
/** A line of YAML or of an env file, whose value may have spaces. */
const keyedLine = new RegExp(
  String.raw`^([ \t]*(?:-\s+)?(?!-)[\w.-]*(?:${sensitiveWord}|[-_]key(?==|:)|[-_](?:pass|pat)(?==|:))[\w.-]*\s*[:=]\s*)(\S.*)$`,
  "gim",
);

/** Where PostgreSQL logs a statement of several lines, each further one begins with a tab, behind the time that is added to it. */
const gap = String.raw`(?:\s|\n\S+ \t)+`;
/** A literal of SQL as it may be written: with quotes, doubled or behind a backslash, and between dollars. One that was cut ends the text. */
const sqlLiteral = String.raw`(?:e'(?:[^'\\]|\\[\s\S]?|'')*(?:'|$)|(?:[eu]&?)?'(?:[^']|'')*(?:'|$)|\$(\w*)\$[\s\S]{0,1000}?(?:\$\2\$|$))`;
/** `ALTER ROLE temporal PASSWORD 'x'`, which PostgreSQL logs when the statement fails. */
const quotedInSql = new RegExp(String.raw`\b((?:password|identified by)${gap})${sqlLiteral}`, "gi");
/** What PostgreSQL keeps instead of a password. */
const verifier = /SCRAM-SHA-256\$\d+:[\w+/=]+\$[\w+/=]+:[\w+/=]+|\bmd5[\da-f]{32}\b/g;
const parameter = "code|state|nonce|assertion|ticket|sig|signature|saml\\w*|RelayState|x-amz-(?:signature|credential)";
/** What a login or a signed request carries in its address, also in one that is a parameter itself, or stands in JSON of Go. */
const inQuery = new RegExp(String.raw`((?:[?&;]|\\u0026|&amp;)(?:${parameter})=)(?:(?!\\u0026)[^&;#\s"'])+`, "gi");
const inEncodedQuery = new RegExp(String.raw`(%(?:3F|26)(?:${parameter})%3D)(?:(?!%26)[^&\s"'])+`, "gi");
const flag = String.raw`--?[\w-]*(?:${sensitiveWord})[\w-]*`;
/** `--password x` as somebody typed it. */
const afterFlag = new RegExp(String.raw`((?:^|\s)${flag}\s+)(?!-)(?:"[^"\n]*"|'[^'\n]*'|[^\s"']+)`, "gi");
/** `"--password", "x"`, as the arguments of a command are listed. */
const listedAfterFlag = new RegExp(String.raw`((\\*["'])${flag}\2\s*,\s*)\2(?!-)[^"'\\]*\2`, "gi");
/** The same in YAML: a line of its own for each. */
const lineAfterFlag = new RegExp(
  String.raw`^([ \t]*-[ \t]+["']?${flag}["']?[ \t]*\n[ \t]*-[ \t]+)(?!["']?-)\S.*$`,
  "gim",
);
/** `-p x`, where x is no port, no mapping of ports and no folder to make. */
const afterShortFlag = /((?:^|\s)-p\s+)(?![-/.~$]|["']|[\d.:]*\d(?=\s|$))[^\s"']+/g;
/** `-u name:x`, as curl takes it. */
const afterUser = /((?:^|\s)(?:-u|--user)[ =]+["']?[a-z_][\w.@-]*:)(?!\/\/)[^\s"']+/gi;
/** `"tokens": ["x", "y"]` */
const keyedList = new RegExp(
  String.raw`(?<![\w.-])([\w.-]*(?:${sensitiveWord})[\w.-]*(?:\\*["'])?\s*[:=]\s*)\[[^\]\n]+\]`,
  "gi",
);
/** The same in YAML: all lines below the name that begin with a dash. */
const keyedLines = new RegExp(
  String.raw`^([ \t]*["']?[\w.-]*(?:${sensitiveWord})[\w.-]*["']?:[ \t]*\n)(?:[ \t]*-[ \t]+\S.*(?:\n|$))+`,
  "gim",
);
/** `"auth": "…"`, of the file in which docker keeps its logins. */
const dockerLogin = /(\\*["']auth\\*["']\s*:\s*\\*["'])[^"'\\]+/gi;

/** What tells a secret in a text, and what is put there; in this order. */
export const secretPatterns: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, mask],
  // A password may hold an @ of its own: the last one ends it.
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/"']+@/gi, `$1${mask}@`],
  [/\b(Bearer|Basic)(\s+)[\w.~+/=-]{8,}/gi, `$1$2${mask}`],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, mask],
  [/\bAKIA[0-9A-Z]{16}\b/g, mask],
  [/\b(?:gh[oprsu]|github_pat)_\w{16,}/g, mask],
  [keyedLines, `$1${mask}\n`],
  [keyedLine, `$1${mask}`],
  [keyedList, `$1${mask}`],
  [quotedInSql, `$1'${mask}'`],
  [verifier, mask],
  [inQuery, `$1${mask}`],
  [inEncodedQuery, `$1${mask}`],
  [afterFlag, `$1${mask}`],
  [listedAfterFlag, `$1$2${mask}$2`],
  [lineAfterFlag, `$1${mask}`],
  [afterShortFlag, `$1${mask}`],
  [afterUser, `$1${mask}`],
  [dockerLogin, `$1${mask}`],
];
