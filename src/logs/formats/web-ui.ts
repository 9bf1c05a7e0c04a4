import { type JsonFormat, textOf, without } from "./format.ts";
import { type LogLevel, levelOf } from "./level.ts";

/** A request as the Web UI's echo framework notes it: its level is that of the answer's status. */
export const webRequest: JsonFormat = (object) => {
  const { method, uri, status } = object;
  if (typeof method !== "string" || typeof uri !== "string" || typeof status !== "number") return undefined;
  return {
    level: levelOfStatus(status),
    message: `${method} ${uri} ${String(status)}`,
    fields: without(object, ["time", "method", "uri", "status"]),
  };
};

/** What echo itself has to say: `level`, `prefix`, `file`, `line` and `message`. */
export const webMessage: JsonFormat = (object) => {
  const level = levelOf(object.level);
  if (level === undefined || object.message === undefined || object.prefix === undefined) return undefined;
  return { level, message: textOf(object.message), fields: without(object, ["time", "level", "message"]) };
};

function levelOfStatus(status: number): LogLevel {
  if (status >= 500) return "error";
  return status >= 400 ? "warn" : "info";
}
