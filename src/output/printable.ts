/** Characters that a terminal obeys instead of showing them, and those that turn the direction of a text. */
const obeyed = /(?!\t)[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;

/** A line of a log or a value of a setting can be of any length; more than this nobody reads on a terminal. */
const maxLength = 2_000;

/** What a user, a file or a service wrote, as one line that does nothing but show. */
export function printableLine(text: string): string {
  const shown = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return shown.replace(obeyed, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The same for several lines. */
export function printable(text: string): string {
  return text.split("\n").map(printableLine).join("\n");
}
