/** Characters that a terminal obeys instead of showing them, and those that turn the direction of a text. */
const obeyed = /(?!\t)[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;

/** Codes of colours, which many programs write into their logs. */
const colour = new RegExp(String.raw`${"\u001b"}\[[\d;:]*m`, "g");

/** A line of a log or a value of a setting can be of any length; more than this nobody reads on a terminal. */
const maxLength = 2_000;

/** What a user, a file or a service wrote, as one line that does nothing but show. */
export function printableLine(text: string): string {
  const shown = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return harmless(shown);
}

/** The same for a line of any length that a person has asked for. */
function harmless(text: string): string {
  return text.replace(obeyed, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A line that a service may have coloured for a terminal of its own. */
export function harmlessLogText(text: string): string {
  return harmless(text.replace(colour, ""));
}

/** The same for several lines. */
export function printable(text: string): string {
  return text.split("\n").map(printableLine).join("\n");
}
