import { stripVTControlCharacters } from "node:util";

const tailLength = 20;

/** The last lines that carry text, as the program wrote them but without colours. */
export function tailOf(text, count = tailLength) {
  const lines = stripVTControlCharacters(text).split(/\r?\n/);
  return lines.filter((line) => line.trim() !== "").slice(-count);
}

/** The same on one line, for an error message. */
export const tailLine = (text, count = 3) =>
  tailOf(text, count)
    .map((line) => line.trim())
    .join(" | ");
