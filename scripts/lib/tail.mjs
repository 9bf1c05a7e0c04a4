import { stripVTControlCharacters } from "node:util";

const tailLength = 20;

/** The last lines that carry text, as the program wrote them but without colours. */
export function tailOf(text, count = tailLength) {
  const lines = stripVTControlCharacters(text).split(/\r?\n/);
  return lines.filter((line) => line.trim() !== "").slice(-count);
}
