import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { CommandDefinition } from "../../src/commands/command.ts";
import { commands } from "../../src/commands/index.ts";
import { projectFolder } from "./in-process.ts";

type Schema = Readonly<Record<string, unknown>>;

const folder = join(projectFolder, "schema");
export const schemaNames: readonly string[] = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
for (const name of schemaNames) {
  const schema = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Schema;
  // The envelope is part of the others, which say more about its data.
  ajv.addSchema(name === "envelope" ? schema : withoutUnknownKeys(schema), `${name}.json`);
}

/** What a document has that the schema does not tell is an error here, unlike for its users. */
function withoutUnknownKeys<Part>(part: Part): Part {
  if (Array.isArray(part)) return part.map((item: unknown) => withoutUnknownKeys(item)) as Part;
  if (typeof part !== "object" || part === null) return part;
  const entries = Object.entries(part).map(([key, value]) => [key, withoutUnknownKeys(value as unknown)] as const);
  const closed = "properties" in part ? { unevaluatedProperties: false } : {};
  return { ...Object.fromEntries(entries), ...closed } as Part;
}

/** What is wrong with a document by one of the shipped schemas, one line each; empty where nothing is. */
export function problemsOf(name: string, document: unknown): readonly string[] {
  const validate = ajv.getSchema(`${name}.json`);
  if (validate === undefined) return [`There is no schema/${name}.json.`];
  if (validate(document) === true) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message ?? ""} ${JSON.stringify(params)}`,
  );
}

/** Names of all commands that answer, as the envelope has them; the Temporal CLI answers for itself. */
export const answeringCommands: readonly string[] = commands.flatMap((command) => namesOf(command, ""));

function namesOf(definition: CommandDefinition, parent: string): readonly string[] {
  const { name, subcommands = [], passThrough } = definition;
  const own = definition.run === undefined || passThrough === true ? [] : [`${parent}${name}`];
  return [...own, ...subcommands.flatMap((child) => namesOf(child, `${parent}${name} `))];
}

export const schemaOf = (command: string): string => command.replaceAll(" ", "-");
