import { elasticsearch, elasticsearchPlain } from "./elasticsearch.ts";
import type { JsonFormat, JsonObject, LogEntry, TextFormat } from "./format.ts";
import { goLog } from "./go-log.ts";
import { plainWords } from "./plain-words.ts";
import { postgresql } from "./postgresql.ts";
import { schemaJob } from "./schema-job.ts";
import { temporal } from "./temporal.ts";
import { webMessage, webRequest } from "./web-ui.ts";

/** THE list of formats. A line is told by its looks and not by its service: images differ in what they write. */
const jsonFormats: readonly JsonFormat[] = [temporal, elasticsearch, webRequest, webMessage];
const textFormats: readonly TextFormat[] = [postgresql, goLog, elasticsearchPlain, schemaJob, plainWords];

/** What a line says, or undefined when it is not the beginning of an entry but goes on with one, like a stack trace. */
export function readEntry(text: string): LogEntry | undefined {
  if (!text.startsWith("{")) return firstOf(textFormats, text);
  const object = parseObject(text);
  return object && firstOf(jsonFormats, object);
}

function firstOf<Input>(
  formats: readonly ((input: Input) => LogEntry | undefined)[],
  input: Input,
): LogEntry | undefined {
  for (const format of formats) {
    const entry = format(input);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** Elasticsearch breaks an object after a comma and writes its stack trace over the lines that follow. */
function parseObject(text: string): JsonObject | undefined {
  const whole = /,\s*$/.test(text) ? text.replace(/,\s*$/, "}") : text;
  try {
    return JSON.parse(whole) as JsonObject;
  } catch {
    return undefined;
  }
}
