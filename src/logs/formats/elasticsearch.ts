import { type JsonFormat, type TextFormat, textOf, without } from "./format.ts";
import { levelOf } from "./level.ts";

const known = ["type", "timestamp", "level", "message", "cluster.name", "node.name", "cluster.uuid", "node.id"];

/** Elasticsearch 7 in a container, and 8 with the names of the Elastic Common Schema. */
export const elasticsearch: JsonFormat = (object) => {
  const level = levelOf(object.level ?? object["log.level"]);
  if (level === undefined || object.message === undefined || object.type === undefined) return undefined;
  return { level, message: textOf(object.message), fields: without(object, known) };
};

/** `[2023-01-31T05:34:43,305][WARN ][o.e.b.BootstrapChecks    ] [node] message`, as without a container. */
const plain = /^\[\d{4}-\d\d-\d\dT[\d:,.]+Z?\]\s*\[([A-Z]+) *\]\s*\[([^\]]*?) *\]\s*(?:\[[^\]]*\] ?)?(.*)$/s;

export const elasticsearchPlain: TextFormat = (text) => {
  const [, word, component, message = ""] = plain.exec(text) ?? [];
  const level = levelOf(word);
  return level && { level, message, fields: { component } };
};
