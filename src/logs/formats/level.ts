/** From the least to the most serious; a format maps its own words to these. */
export const logLevels = ["debug", "info", "warn", "error", "fatal"] as const;

export type LogLevel = (typeof logLevels)[number];

const levelOfWord: Readonly<Record<string, LogLevel>> = {
  trace: "debug",
  debug: "debug",
  info: "info",
  log: "info",
  notice: "info",
  deprecation: "warn",
  critical: "warn",
  warn: "warn",
  warning: "warn",
  error: "error",
  dpanic: "error",
  fatal: "fatal",
  panic: "fatal",
};

/** `WARNING`, `Warn ` and `DEBUG2` alike; undefined for a word that is no level. */
export function levelOf(word: unknown): LogLevel | undefined {
  return typeof word === "string"
    ? levelOfWord[
        word
          .trim()
          .toLowerCase()
          .replace(/[1-5]$/, "")
      ]
    : undefined;
}

export function isAtLeast(level: LogLevel, least: LogLevel): boolean {
  return logLevels.indexOf(level) >= logLevels.indexOf(least);
}
