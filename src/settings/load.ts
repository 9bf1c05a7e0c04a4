import { TemporalStartError } from "../errors.ts";
import type { EnvFile } from "./env-file.ts";
import { instancePortOffset } from "./instance.ts";
import { formatProblem, type SettingProblem } from "./problem.ts";
import { schemaOfKind } from "./schema.ts";
import type { SettingsShape, ValuesOf } from "./setting.ts";

/** Where values may come from, strongest first: flags, environment, file; the shape holds the defaults. */
export interface SettingSources {
  readonly flags: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly file: EnvFile & { readonly name: string };
}

export interface LoadedSettings<Shape extends SettingsShape> {
  readonly values: ValuesOf<Shape>;
  /** Per key: `--set`, `environment`, `temporal.env:12` or `default`. */
  readonly origins: Readonly<Record<keyof Shape & string, string>>;
}

/** A rule over several settings; returns the keys it blames and why. */
export type CrossCheck<Shape extends SettingsShape> = (
  values: ValuesOf<Shape>,
) => readonly { readonly key: keyof Shape & string; readonly message: string }[];

interface Written {
  readonly value: string;
  readonly origin: string;
}

/**
 * Merges the sources and checks every value.
 * @throws TemporalStartError SETTINGS_INVALID with all problems at once, each with its place
 */
export function loadSettings<Shape extends SettingsShape>(
  shape: Shape,
  sources: SettingSources,
  crossChecks: readonly CrossCheck<Shape>[] = [],
): LoadedSettings<Shape> {
  const problems: SettingProblem[] = [...sources.file.problems, ...unknownKeys(shape, sources)];
  const instance = written("TEMPORAL_INSTANCE", sources)?.value ?? "";
  const values: Record<string, string | number> = {};
  const origins: Record<string, string> = {};
  for (const [key, setting] of Object.entries(shape)) {
    const source = written(key, sources) ?? {
      value: setting.kind === "port" ? offsetPort(setting.defaultValue, instance) : setting.defaultValue,
      origin: "default",
    };
    origins[key] = source.origin;
    const checked = schemaOfKind[setting.kind].safeParse(source.value);
    if (checked.success) values[key] = checked.data;
    else {
      const message = checked.error.issues[0]?.message ?? "is not valid.";
      const shown = setting.kind === "secret" ? "" : `"${source.value}" `;
      problems.push({ origin: source.origin, key, message: `${shown}${message}` });
    }
  }
  if (problems.length === 0) {
    for (const check of crossChecks) {
      for (const { key, message } of check(values as ValuesOf<Shape>)) {
        problems.push({ origin: origins[key] ?? "", key, message });
      }
    }
  }
  if (problems.length > 0) throw invalidSettings(problems);
  return { values: values as ValuesOf<Shape>, origins: origins as LoadedSettings<Shape>["origins"] };
}

function written(key: string, { flags, environment, file }: SettingSources): Written | undefined {
  const flag = flags[key];
  if (flag !== undefined) return { value: flag, origin: "--set" };
  const variable = environment[key];
  if (variable !== undefined) return { value: variable, origin: "environment" };
  const entry = file.entries.find((candidate) => candidate.key === key);
  return entry && { value: entry.value, origin: `${file.name}:${String(entry.line)}` };
}

function offsetPort(port: string, instance: string): string {
  return String(Number(port) + instancePortOffset(instance));
}

function unknownKeys(shape: SettingsShape, { flags, file }: SettingSources): SettingProblem[] {
  const message = "is not a setting of temporal-start.";
  return [
    ...Object.keys(flags)
      .filter((key) => !Object.hasOwn(shape, key))
      .map((key) => ({ origin: "--set", key, message })),
    ...file.entries
      .filter(({ key }) => !Object.hasOwn(shape, key))
      .map(({ key, line }) => ({ origin: `${file.name}:${String(line)}`, key, message })),
  ];
}

function invalidSettings(problems: readonly SettingProblem[]): TemporalStartError {
  const count = problems.length === 1 ? "1 setting is" : `${String(problems.length)} settings are`;
  return new TemporalStartError({
    code: "SETTINGS_INVALID",
    category: "settings",
    message: `${count} not usable; nothing was changed.`,
    details: problems.map(formatProblem),
    hint: "Correct the lines above and run the command again.",
  });
}
