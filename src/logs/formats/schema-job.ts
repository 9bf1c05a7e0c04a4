import type { TextFormat } from "./format.ts";

/** `postgres: databases are ready (3194 ms)`, as compose/schema/report.sh writes both events and failures. */
const line = /^([a-z-]+): (.*) \((\d+) ms\)$/;
/** How its events end; what ends otherwise is a failure. */
const event =
  /(?:answers|turned off|created(?: with .*)?|updated(?: with .*)?|lists all workflows again|belongs to another database|updated \(\S+\)|stored \(\S+\)|ready(?: \(\S+\))?|starting over|is at version \S+|is at version .* newer schemas|brought from version \S+ to \S+)$/;

export const schemaJob: TextFormat = (text) => {
  const [, part, message, elapsed] = line.exec(text) ?? [];
  if (message === undefined) return undefined;
  const level = event.test(message) ? "info" : "error";
  return { level, message: `${String(part)}: ${message}`, fields: { elapsedMs: Number(elapsed) } };
};
