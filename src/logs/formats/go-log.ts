import type { TextFormat } from "./format.ts";
import { plainWords } from "./plain-words.ts";

/** `2026/01/31 12:00:00 message`: Go's own log, which Temporal's programs write before they have read their settings. */
const line = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d+)? (.*)$/s;

export const goLog: TextFormat = (text) => {
  const message = line.exec(text)?.[1];
  return message === undefined ? undefined : (plainWords(message) ?? { level: "info", message, fields: {} });
};
