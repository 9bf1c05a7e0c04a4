import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { type Ended, projectFolder, run } from "./program.ts";

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly shell: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const action = parse(readFileSync(join(projectFolder, "action.yml"), "utf8")) as Action;

export interface ActionRun {
  readonly steps: readonly Ended[];
  readonly outputs: Readonly<Record<string, string>>;
  /** What the steps that follow find in their environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs the steps of action.yml as the runner would, with npm's global folder below `folder`. */
export async function runAction(folder: string, inputs: Readonly<Record<string, string>>): Promise<ActionRun> {
  const prefix = join(folder, "prefix");
  mkdirSync(prefix, { recursive: true });
  let environment: Record<string, string> = {
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION_PATH: projectFolder,
    NPM_CONFIG_PREFIX: prefix,
    PATH: [join(prefix, "bin"), process.env.PATH ?? ""].join(delimiter),
  };
  const values = new Map<string, string>(
    Object.entries(action.inputs).map(([name, input]) => [`inputs.${name}`, input.default] as const),
  );
  for (const [name, value] of Object.entries(inputs)) values.set(`inputs.${name}`, value);
  const steps: Ended[] = [];
  for (const [index, step] of action.runs.steps.entries()) {
    const fileOf = (kind: string, text: string): string => {
      const file = join(folder, `${String(index)}.${kind}`);
      writeFileSync(file, text);
      return file;
    };
    const script = fileOf("run", step.run);
    const outputFile = fileOf("output", "");
    const environmentFile = fileOf("env", "");
    const own = Object.entries(step.env ?? {}).map(([key, text]) => [key, expand(text, values)] as const);
    const given = Object.fromEntries(own);
    const env = { ...environment, ...given, GITHUB_OUTPUT: outputFile, GITHUB_ENV: environmentFile };
    const ended = await run("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], { cwd: folder, env });
    steps.push(ended);
    if (ended.exitCode !== 0) break;
    environment = { ...environment, ...assignmentsIn(environmentFile) };
    for (const [name, value] of Object.entries(assignmentsIn(outputFile))) {
      values.set(`steps.${step.id ?? ""}.outputs.${name}`, value);
    }
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, expand(value, values)] as const);
  return { steps, outputs: Object.fromEntries(outputs), environment };
}

function expand(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{\{ *([\w.-]+) *\}\}/g, (_, name: string) => values.get(name) ?? "");
}

function assignmentsIn(file: string): Record<string, string> {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}
