import type { StartDetail, StartProgress } from "../../progress/start-progress.ts";
import type { Style } from "../style.ts";
import type { LiveFrame, LiveTerminal } from "./live-frame.ts";
import { failedRows, firstRows, type LiveRows, nextRows } from "./live-rows.ts";
import { renderLive } from "./render-live.ts";
import type { Reporter } from "./reporter.ts";
import { createTextReporter } from "./text-reporter.ts";

/** Often enough that tenths of a second move. */
const pauseMs = 100;

export interface LiveReporterParts {
  readonly terminal: LiveTerminal;
  readonly writeLine: (line: string) => void;
  readonly style: Style;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface LiveReporter extends Reporter {
  /**
   * Leaves the rows behind as lines; what is written afterwards stands below.
   * @param culprit the service that the command failed because of
   */
  end(culprit?: string): void;
}

/** Rows that change in place from the moment there is a plan; before and without one, lines as everywhere. */
export function createLiveReporter({ terminal, writeLine, style, now }: LiveReporterParts): LiveReporter {
  const text = createTextReporter(writeLine, style);
  let rows: LiveRows | undefined;
  let frame: LiveFrame | undefined;
  let timer: NodeJS.Timeout | undefined;

  const draw = (): void => {
    // One line is the cursor's.
    if (rows !== undefined)
      frame?.show(renderLive(rows, now(), style, { columns: terminal.columns, lines: terminal.rows - 1 }));
  };
  const above = (write: () => void): void => {
    frame?.clear();
    write();
    draw();
  };
  const begin = async (): Promise<void> => {
    const { createLiveFrame } = await import("./live-frame.ts");
    // A start that is over before the library is here needs none, and a second plan has the frame of the first.
    if (rows === undefined || frame !== undefined) return;
    frame = createLiveFrame(terminal);
    draw();
    timer = setInterval(draw, pauseMs).unref();
  };
  const see = (event: StartProgress | Exclude<StartDetail, { kind: "planned" }>): void => {
    if (rows !== undefined) rows = nextRows(rows, event);
  };

  return {
    progress(progress) {
      if (rows === undefined) text.progress(progress);
      else see(progress);
    },
    detail(detail) {
      if (detail.kind !== "planned") {
        see(detail);
        return;
      }
      rows = firstRows(detail);
      void begin();
    },
    note(line) {
      above(() => {
        text.note(line);
      });
    },
    warn(line) {
      above(() => {
        text.warn(line);
      });
    },
    end(culprit) {
      if (rows === undefined) return;
      clearInterval(timer);
      frame?.clear();
      const last = culprit === undefined ? rows : failedRows(rows, culprit, (now() - rows.startedMs) / 1000);
      // All of them, but none on two lines: a table that is wrapped is none.
      const room = { columns: terminal.columns, lines: Infinity };
      for (const line of renderLive(last, now(), style, room)) writeLine(line);
      rows = undefined;
      frame = undefined;
    },
  };
}
