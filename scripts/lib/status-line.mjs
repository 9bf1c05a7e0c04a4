const redrawMs = 1_000;
/** Without a terminal a long step says now and then that it is alive, so that nobody takes it for hung. */
const reminderMs = 60_000;

/** Shows what is running: as one line that is redrawn on a terminal, as a reminder a minute elsewhere. */
export function createStatusLine(stream, running) {
  const isTerminal = Boolean(stream.isTTY);
  let shown = false;
  const clear = () => {
    if (shown) stream.write("\r\u001b[2K");
    shown = false;
  };
  const describe = () =>
    [...running].map(([name, startedAt]) => `${name} ${seconds(Date.now() - startedAt, 0)}`).join(", ");
  const draw = () => {
    if (running.size === 0) return;
    if (!isTerminal) return void stream.write(`  … ${describe()}\n`);
    clear();
    stream.write(`  … ${describe()}`.slice(0, Math.max(20, (stream.columns ?? 80) - 1)));
    shown = true;
  };
  let timer;
  return {
    print(line) {
      clear();
      stream.write(`${line}\n`);
      if (isTerminal) draw();
    },
    start() {
      if (isTerminal) draw();
      timer ??= setInterval(draw, isTerminal ? redrawMs : reminderMs).unref();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
      clear();
    },
  };
}

/** Milliseconds as people read them. */
export const seconds = (ms, digits = 1) => `${(ms / 1000).toFixed(digits)} s`;
