/** Tells a failed step: which, why, its last lines, and what the person can do. */
export function tellFailure({ step, message, lines, hint }, stream = process.stderr) {
  const shown = [
    `Error: the step "${step}" failed: ${message}`,
    ...lines.map((line) => `  | ${line}`),
    ...(hint ? [hint] : []),
  ];
  stream.write(`\n${shown.join("\n")}\n`);
}

/** Where the whole output is, and how to run it again. */
export function tellRepeat({ log, repeat }, stream = process.stderr) {
  stream.write(`Log: ${log.path}\nTo repeat: ${repeat}\n`);
}
