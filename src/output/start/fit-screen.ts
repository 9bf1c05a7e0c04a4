/** What a screen shows, from top to bottom. */
export interface ScreenParts {
  readonly table: readonly string[];
  /** Oldest first. */
  readonly changes: readonly string[];
  readonly footer: string;
}

/**
 * As many lines as a screen has without scrolling: the oldest changes go first, then the end of the table.
 * @param lines of the terminal; its last one is the cursor's
 */
export function fitScreen({ table, changes, footer }: ScreenParts, lines: number): readonly string[] {
  const room = Math.max(1, lines - 1);
  const free = room - table.length - 2;
  // A blank line stands before the first change, too.
  const shown = free > 1 ? changes.slice(-(free - 1)) : [];
  if (free >= 0) return [...table, "", ...shown, ...(shown.length > 0 ? [""] : []), footer];
  const hidden = table.length - Math.max(0, room - 2);
  const more = `… and ${String(hidden)} more; the terminal is too low.`;
  return [...table.slice(0, -hidden), more, footer].slice(-room);
}
