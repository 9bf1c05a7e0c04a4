import { parse } from "dotenv";
import type { SettingProblem } from "./problem.ts";

export interface EnvEntry {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

export interface EnvFile {
  readonly entries: readonly EnvEntry[];
  readonly problems: readonly SettingProblem[];
}

const assignment = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(?:\s+#.*|\s*(.*?)\s*)$/;

/**
 * Reads an env file line by line with dotenv. The same file is read by Docker Compose when the
 * cluster is started by hand, so a value the two would read differently is refused with the reason.
 * @param origin the file's name as messages show it
 */
export function parseEnvFile(text: string, origin: string): EnvFile {
  const entries = new Map<string, EnvEntry>();
  const problems: SettingProblem[] = [];
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  for (const [index, content] of lines.entries()) {
    if (/^\s*(?:#|$)/.test(content)) continue;
    const line = index + 1;
    const at = (key: string, message: string): void => {
      problems.push({ origin: `${origin}:${String(line)}`, key, message });
    };
    const [, key, written = ""] = assignment.exec(content) ?? [];
    if (key === undefined) {
      // Not quoted: whatever stands there may be a password.
      at("", "this line is not KEY=value.");
      continue;
    }
    const fault = quotingFault(written);
    const earlier = entries.get(key);
    if (fault !== undefined) at(key, fault);
    else if (earlier !== undefined) at(key, `is already set on line ${String(earlier.line)}.`);
    else entries.set(key, { key, line, value: parse(`${key}=${written}`)[key] ?? "" });
  }
  return { entries: [...entries.values()], problems };
}

/** Why dotenv and Docker Compose would disagree about a value as written; undefined when they agree. */
function quotingFault(written: string): string | undefined {
  const quote = /^(['"`])/.exec(written)?.[1];
  if (quote === "`") return "starts with a backtick, which Docker Compose takes literally; use single quotes.";
  if (quote === undefined) return unquotedFault(written);
  const end = written.indexOf(quote, 1);
  if (end < 0) return `has no closing ${quote}; a value stands on one line.`;
  if (!/^\s*(?:#.*)?$/.test(written.slice(end + 1))) return `has text after the closing ${quote}.`;
  const inside = written.slice(1, end);
  if (inside.includes("\\")) return "has a backslash inside quotes, which tools read differently; leave it out.";
  if (quote === '"' && inside.includes("$")) {
    return "has a $ inside double quotes, which Docker Compose would replace; use single quotes.";
  }
  return undefined;
}

function unquotedFault(written: string): string | undefined {
  const value = written.replace(/\s#.*$/, "");
  if (value.includes("$")) return "has a $, which Docker Compose would replace; put the value in single quotes.";
  if (value.includes("#")) return "has a #, which starts a comment in some tools; put the value in single quotes.";
  if (/['"`\\]/.test(value)) return "has a quote or backslash inside; put the value in single quotes.";
  return undefined;
}
