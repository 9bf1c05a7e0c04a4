import { type JsonFormat, textOf, without } from "./format.ts";
import { levelOf } from "./level.ts";

/** Temporal Server and its tools: zap's JSON, with `level`, `ts` and `msg`. */
export const temporal: JsonFormat = (object) => {
  const level = levelOf(object.level);
  if (level === undefined || object.msg === undefined) return undefined;
  return { level, message: textOf(object.msg), fields: without(object, ["level", "ts", "msg"]) };
};
