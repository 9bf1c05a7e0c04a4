import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { services } from "../../src/cluster/services/index.ts";
import { projectFolder } from "../support/in-process.ts";

export interface ComposeService {
  readonly container_name: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly (string | { readonly source: string })[];
  readonly restart: string;
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly environment?: Readonly<Record<string, string>>;
  readonly logging?: { readonly driver: string; readonly options: Readonly<Record<string, string>> };
}

export interface ComposeFile {
  readonly name: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<
    Record<string, { readonly name: string; readonly labels: Readonly<Record<string, string>> }>
  >;
  readonly volumes: Readonly<
    Record<string, { readonly name: string; readonly labels: Readonly<Record<string, string>> }>
  >;
}

const folder = join(projectFolder, "compose");

/** The base and the files of optional services as one, with merge keys resolved and variables as they are written. */
export async function readComposeFile(): Promise<ComposeFile> {
  const optional = services.filter(({ isOn }) => isOn !== undefined).map(({ name }) => `${name}.yml`);
  const [base, ...others] = await Promise.all(["compose.yml", ...optional].map(readOne));
  if (base === undefined) throw new Error("There is no compose.yml.");
  const all = [base, ...others];
  return {
    name: base.name,
    services: Object.assign({}, ...all.map((file) => file.services)) as ComposeFile["services"],
    networks: base.networks,
    volumes: Object.assign({}, ...all.map((file) => file.volumes)) as ComposeFile["volumes"],
  };
}

async function readOne(name: string): Promise<ComposeFile> {
  return parse(await readFile(join(folder, name), "utf8"), { merge: true }) as ComposeFile;
}

export interface VariableUse {
  readonly name: string;
  /** What stands after `:-`; absent where the variable has none. */
  readonly defaultValue: string | undefined;
}

/**
 * Every `${NAME:-default}` in any value; the instance's `${NAME:+…}` is not one of them. One whose default is another
 * variable has none of its own: it is empty.
 */
export function variablesIn(value: unknown): readonly VariableUse[] {
  if (typeof value === "string") {
    const found: VariableUse[] = [];
    untilStable(withInstance(value, ""), (text) =>
      text.replaceAll(/(?<!\$)\$\{([A-Z_]+)(?::-([^${}]*))?\}/g, (_, name: string, defaultValue?: string) => {
        found.push({ name, defaultValue });
        return "";
      }),
    );
    return found;
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(variablesIn);
}

/** A text as compose reads it when the instance has this name. */
export function withInstance(text: string, instance: string): string {
  return text
    .replaceAll("${TEMPORAL_INSTANCE:+-${TEMPORAL_INSTANCE:-}}", instance === "" ? "" : `-${instance}`)
    .replaceAll("${TEMPORAL_INSTANCE:-default}", instance === "" ? "default" : instance);
}

/** A text with every variable at its default. */
export function withDefaults(text: string): string {
  return untilStable(withInstance(text, ""), (current) => current.replaceAll(/\$\{[A-Z_]+:-([^${}]*)\}/g, "$1"));
}

/** From the inside to the outside. */
function untilStable(text: string, step: (text: string) => string): string {
  const next = step(text);
  return next === text ? text : untilStable(next, step);
}
