import type { ErrorFacts } from "../errors.ts";

/** What GitHub Actions reads in the output of a step; its runner takes both streams, line by line. */
export const actionsCommands = {
  group: (title: string): string => `::group::${escapeData(title)}\n`,
  endGroup: "::endgroup::\n",
  /** The failure as an annotation of the run: code as title, then message, details and what to do. */
  error({ code, message, details = [], hint }: ErrorFacts): string {
    const text = [message, ...details, ...(hint === undefined ? [] : [`→ ${hint}`])].join("\n");
    return `::error title=${escapeProperty(`temporal-start: ${code}`)}::${escapeData(text)}\n`;
  },
} as const;

/**
 * Text that is shown and never obeyed: a log line that is quoted may begin like a command of the runner,
 * which skips spaces before `::` and finds the older `##[` anywhere.
 */
export function withoutActionsCommands(text: string): string {
  return text.replace(/^([\s\u0085]*)::/gm, "$1| ::").replaceAll("##[", "## [");
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
