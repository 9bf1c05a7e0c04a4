import { TemporalStartError } from "../errors.ts";
import type { EnvFile } from "./env-file.ts";
import { instancePortOffset, readInstance } from "./instance.ts";
import { formatProblem, type SettingProblem } from "./problem.ts";
import { schemaOfKind } from "./schema.ts";
import type { SettingsShape, ValuesOf } from "./setting.ts";

/** Where values may come from, strongest first: flags, environment, file, what was kept; the shape holds the defaults. */
export interface SettingSources {
  readonly flags: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly file: EnvFile & { readonly name: string };
  /** What stands in for an instance's defaults. */
  readonly kept?: (instance: string) => { readonly values: Readonly<Record<string, number>>; readonly origin: string };
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
  const instance = readInstance(written("TEMPORAL_INSTANCE", sources)?.value ?? "");
  const kept = sources.kept?.(instance);
  const values: Record<string, string | number> = {};
  const origins: Record<string, string> = {};
  for (const [key, setting] of Object.entries(shape)) {
    const source = written(key, sources) ?? unwritten(key, setting, instance, kept);
    origins[key] = source.origin;
    const checked = checkValue(key, setting, source);
    if (typeof checked === "object") problems.push(checked);
    else values[key] = checked;
  }
  const loaded = { values, origins } as unknown as LoadedSettings<Shape>;
  // Rules over several settings need all of them to be usable.
  if (problems.length === 0) problems.push(...crossProblems(loaded, crossChecks));
  if (problems.length > 0) throw invalidSettings(problems);
  return loaded;
}

type AnySetting = SettingsShape[string];

function checkValue(key: string, { kind }: AnySetting, { value, origin }: Written): string | number | SettingProblem {
  const checked = schemaOfKind[kind].safeParse(value);
  if (checked.success) return checked.data;
  const shown = kind === "secret" ? "" : `"${value}" `;
  return { origin, key, message: `${shown}${checked.error.issues.map(({ message }) => message).join(" ")}` };
}

function crossProblems<Shape extends SettingsShape>(
  { values, origins }: LoadedSettings<Shape>,
  crossChecks: readonly CrossCheck<Shape>[],
): readonly SettingProblem[] {
  return crossChecks.flatMap((check) =>
    check(values).map(({ key, message }) => ({ origin: origins[key], key, message })),
  );
}

function defaultOf({ kind, defaultValue }: AnySetting, instance: string): string {
  return kind === "port" ? String(Number(defaultValue) + instancePortOffset(instance)) : defaultValue;
}

type Kept = ReturnType<NonNullable<SettingSources["kept"]>>;

function unwritten(key: string, setting: AnySetting, instance: string, kept: Kept | undefined): Written {
  const value = kept?.values[key];
  if (kept === undefined || value === undefined) return { value: defaultOf(setting, instance), origin: "default" };
  return { value: String(value), origin: kept.origin };
}

function written(key: string, { flags, environment, file }: SettingSources): Written | undefined {
  const flag = flags[key];
  if (flag !== undefined) return { value: flag, origin: "--set" };
  const variable = environment[key];
  if (variable !== undefined) return { value: variable, origin: "environment" };
  const entry = file.entries.find((candidate) => candidate.key === key);
  return entry && { value: entry.value, origin: `${file.name}:${String(entry.line)}` };
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
