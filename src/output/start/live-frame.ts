import { clearScreenDown } from "node:readline";
import { createLogUpdate } from "log-update";

/** What the display needs of a terminal. */
export interface LiveTerminal {
  readonly columns: number;
  readonly rows: number;
  write(text: string): unknown;
}

/** Lines at the end of the terminal that are written anew in place. */
export interface LiveFrame {
  show(lines: readonly string[]): void;
  clear(): void;
}

/** The only import of log-update, which writes what changed and nothing else. */
export function createLiveFrame(terminal: LiveTerminal): LiveFrame {
  let isMute = false;
  let lastText = "";
  let lastColumns = 0;
  const stream = {
    isTTY: true,
    get columns() {
      return terminal.columns;
    },
    get rows() {
      return terminal.rows;
    },
    write: (text: string) => isMute || terminal.write(text),
  };
  // The cursor stays in sight: a process that is killed, or suspended, could not bring it back.
  const output = stream as unknown as NodeJS.WritableStream;
  const log = createLogUpdate(output, { showCursor: true });

  /** A terminal that became narrower has wrapped the lines, so that they are more than were written. */
  function countAgain(): void {
    if (lastText === "" || stream.columns >= lastColumns) return;
    isMute = true;
    log.done();
    log(lastText);
    isMute = false;
  }

  return {
    show(lines) {
      countAgain();
      const isResized = stream.columns !== lastColumns;
      lastText = lines.join("\n");
      lastColumns = stream.columns;
      log(lastText);
      // Some terminals are narrower a while before they say so, and wrap what is written in between.
      if (isResized) clearScreenDown(output);
    },
    clear() {
      countAgain();
      lastText = "";
      log.clear();
      clearScreenDown(output);
    },
  };
}
