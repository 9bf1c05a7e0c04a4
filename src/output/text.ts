import { Chalk } from "chalk";
import { plainStyle, type Style } from "./style.ts";

export interface ColourChoice {
  readonly isTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Colours on a terminal, plain text elsewhere; NO_COLOR and FORCE_COLOR have the last word. The only import of chalk. */
export function createStyle({ isTerminal, environment }: ColourChoice): Style {
  const { NO_COLOR, FORCE_COLOR = "", TERM } = environment;
  const isOff = FORCE_COLOR === "0" || FORCE_COLOR === "false";
  const forced = FORCE_COLOR !== "" && !isOff;
  const refused = (NO_COLOR !== undefined && NO_COLOR !== "") || TERM === "dumb" || isOff;
  if (!forced && (refused || !isTerminal)) return plainStyle;
  const chalk = new Chalk({ level: 1 });
  return {
    strong: chalk.bold,
    faint: chalk.dim,
    good: chalk.green,
    caution: chalk.yellow,
    bad: chalk.red,
    found: chalk.inverse,
    accents: [chalk.cyan, chalk.magenta, chalk.blue, chalk.green, chalk.yellow, chalk.cyanBright],
  };
}
