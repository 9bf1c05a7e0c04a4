import type { TextFormat } from "./format.ts";
import type { LogLevel } from "./level.ts";

/** Last words of programs that end before they have a log, or without one: a line is matched from its beginning. */
const beginnings: readonly (readonly [RegExp, LogLevel])[] = [
  [/^(?:panic|fatal error|fatal): /i, "fatal"],
  [/^Unable to (?:start|load) /, "fatal"],
  [/^(?:uncaught exception|Exception) in thread /, "fatal"],
  [/^(?:[\w./-]+: )?(?:error|failed): /i, "error"],
  [/^(?:[\w./-]+: )?warning: /i, "warn"],
  [/^OpenJDK .* VM warning: /, "warn"],
];

export const plainWords: TextFormat = (text) => {
  const found = beginnings.find(([pattern]) => pattern.test(text));
  return found && { level: found[1], message: text, fields: {} };
};
