import type { TextFormat } from "./format.ts";
import { levelOf } from "./level.ts";

/**
 * `2026-01-31 12:00:00.123 UTC [63] FATAL:  message`. While its image sets the database up, pg_ctl's dots stand before it.
 * DETAIL, HINT, STATEMENT and the like have the same beginning and no level: they belong to the line before.
 */
const line =
  /^(?:waiting for server to (?:start|shut down))?\.*\d{4}-\d\d-\d\d [\d:.]+ \S+ \[(\d+)\] (?:\S+@\S+ )?([A-Z]+\d?): {1,2}(.*)$/s;

export const postgresql: TextFormat = (text) => {
  const [, process, word, message = ""] = line.exec(text) ?? [];
  const level = levelOf(word);
  return level && { level, message, fields: { pid: Number(process) } };
};
