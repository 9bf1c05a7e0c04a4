import xterm from "@xterm/headless";

/** A terminal of so many columns and lines, and what a person sees on it. */
export interface Screen {
  readonly columns: number;
  readonly rows: number;
  write(text: string): void;
  resize(columns: number, rows: number): void;
  /** The lines from the first that scrolled away to the last with text. */
  lines(): Promise<readonly string[]>;
  isCursorShown(): Promise<boolean>;
}

export function createScreen(columns: number, rows: number): Screen {
  // A terminal device begins a new line at its first column.
  const terminal = new xterm.Terminal({ cols: columns, rows, convertEol: true, allowProposedApi: true });
  let isShown = true;
  for (const [final, shows] of [
    ["h", true],
    ["l", false],
  ] as const) {
    terminal.parser.registerCsiHandler({ prefix: "?", final }, (parameters) => {
      if (parameters.includes(25)) isShown = shows;
      return false;
    });
  }
  /** What was written is read a little later. */
  const settled = (): Promise<void> =>
    new Promise((resolve) => {
      terminal.write("", resolve);
    });
  return {
    get columns() {
      return terminal.cols;
    },
    get rows() {
      return terminal.rows;
    },
    write: (text) => {
      terminal.write(text);
    },
    resize: (newColumns, newRows) => {
      terminal.resize(newColumns, newRows);
    },
    async lines() {
      await settled();
      const { active } = terminal.buffer;
      const all = Array.from(
        { length: active.length },
        (_, index) => active.getLine(index)?.translateToString(true) ?? "",
      );
      return all.slice(0, all.findLastIndex((line) => line !== "") + 1);
    },
    async isCursorShown() {
      await settled();
      return isShown;
    },
  };
}
