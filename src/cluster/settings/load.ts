import type { EnvFile } from "./env-file.ts";
import { type IgnoredVariable, ignoredVariable } from "./ignored-variable.ts";
import { instancePortOffset, readInstance } from "./instance.ts";
import { invalidSettings } from "./invalid-settings.ts";
import { isLineOfFile } from "./origins.ts";
import { replacementOf } from "./other-names.ts";
import type { SettingProblem } from "./problem.ts";
import { keptSecrets, secretsOf, unlessKnownToAll } from "./secrets.ts";
import type { SettingsShape, ValuesOf } from "./setting.ts";
import { similarName } from "./similar-name.ts";
import { schemaOfKind } from "./value-schema.ts";

/** Where values may come from, strongest first: flags, environment, file, what was kept; the shape holds the defaults. */
export interface SettingSources {
  readonly flags: Readonly<Record<string, string>>;
  /** Flags by the setting they are another way to write; all others were `--set`. */
  readonly flagOrigins?: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly file: EnvFile & { readonly name: string };
  /** What stands in for an instance's defaults. */
  readonly kept?: (instance: string) => {
    readonly values: Readonly<Record<string, number | string>>;
    readonly origin: string;
  };
}

export interface LoadedSettings<Shape extends SettingsShape> {
  readonly values: ValuesOf<Shape>;
  readonly ignored: readonly IgnoredVariable[];
  /** Per key: `--set`, `--instance`, `environment`, `temporal.env:12` or `default`. */
  readonly origins: Readonly<Record<keyof Shape & string, string>>;
}

/** What was read, usable or not. */
export interface SettingsReport<Shape extends SettingsShape> {
  /** Without those that are not usable. */
  readonly values: Partial<ValuesOf<Shape>>;
  readonly origins: Readonly<Record<keyof Shape & string, string>>;
  /** Lines of the file in their order, then the environment, then flags. */
  readonly problems: readonly SettingProblem[];
  readonly ignored: readonly IgnoredVariable[];
  /** Every secret that was written anywhere, also where a stronger source hides it. */
  readonly secrets: readonly string[];
}

/** A rule over several settings, of which some may not be usable; returns the keys it blames and why. */
export type CrossCheck<Shape extends SettingsShape> = (
  values: Partial<ValuesOf<Shape>>,
) => readonly { readonly key: keyof Shape & string; readonly message: string }[];

/** Of a value that was given with the command itself. */
export const flagOrigin = "--set";

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
  return requireUsable(readSettings(shape, sources, crossChecks));
}

/** @throws TemporalStartError SETTINGS_INVALID */
export function requireUsable<Shape extends SettingsShape>(report: SettingsReport<Shape>): LoadedSettings<Shape> {
  if (report.problems.length > 0) throw invalidSettings(report.problems);
  return { values: report.values as ValuesOf<Shape>, origins: report.origins, ignored: report.ignored };
}

/** Merges the sources and checks every value, without judging the whole. */
export function readSettings<Shape extends SettingsShape>(
  shape: Shape,
  sources: SettingSources,
  crossChecks: readonly CrossCheck<Shape>[] = [],
): SettingsReport<Shape> {
  const problems: SettingProblem[] = [...sources.file.problems, ...unknownKeys(shape, sources)];
  const instance = readInstance(written("TEMPORAL_INSTANCE", shape.TEMPORAL_INSTANCE, sources)?.value ?? "");
  const kept = sources.kept?.(instance);
  const values: Record<string, string | number> = {};
  const origins: Record<string, string> = {};
  const ignored: IgnoredVariable[] = [];
  for (const [key, setting] of Object.entries(shape)) {
    const writtenValue = unlessKnownToAll(setting, written(key, setting, sources), kept, key);
    const source = writtenValue ?? unwritten(key, setting, instance, kept);
    origins[key] = source.origin;
    ignored.push(...ignoredVariable(key, setting, source, sources.environment));
    // What its line wants is not known, so the default is not its value.
    if (writtenValue === undefined && sources.file.problems.some((problem) => problem.key === key)) continue;
    const checked = checkValue(key, setting, source);
    if (typeof checked === "object") problems.push(checked);
    else values[key] = checked;
  }
  const read = { values: values as Partial<ValuesOf<Shape>>, origins: origins as LoadedSettings<Shape>["origins"] };
  problems.push(...crossProblems(read, crossChecks));
  return {
    ...read,
    ignored,
    problems: problems.toSorted(byPlace),
    secrets: [...secretsOf(shape, sources), ...keptSecrets(shape, kept)],
  };
}

/** Lines of a file come before them, and what nobody wrote after them. */
const rankOfOrigin: Readonly<Record<string, number>> = { environment: 1, [flagOrigin]: 2, "--instance": 2 };

function byPlace(left: SettingProblem, right: SettingProblem): number {
  const rank = rankOf(left) - rankOf(right);
  return rank === 0 ? lineOf(left) - lineOf(right) : rank;
}

function rankOf({ origin }: SettingProblem): number {
  return rankOfOrigin[origin] ?? (isLineOfFile(origin) ? 0 : 3);
}

function lineOf({ origin }: SettingProblem): number {
  return Number(/:(\d+)$/.exec(origin)?.[1] ?? 0);
}

type AnySetting = SettingsShape[string];

function checkValue(key: string, { kind }: AnySetting, { value, origin }: Written): string | number | SettingProblem {
  const checked = schemaOfKind[kind].safeParse(value);
  if (checked.success) return checked.data;
  const shown = kind === "secret" ? "" : `"${value}" `;
  return { origin, key, message: `${shown}${checked.error.issues.map(({ message }) => message).join(" ")}` };
}

function crossProblems<Shape extends SettingsShape>(
  { values, origins }: Pick<SettingsReport<Shape>, "values" | "origins">,
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

function written(
  key: string,
  setting: AnySetting | undefined,
  { flags, flagOrigins = {}, environment, file }: SettingSources,
): Written | undefined {
  const flag = Object.hasOwn(flags, key) ? flags[key] : undefined;
  if (flag !== undefined) return { value: flag, origin: flagOrigins[key] ?? flagOrigin };
  const variable = setting?.sharedWith === undefined ? environment[key] : undefined;
  if (variable !== undefined) return { value: variable, origin: "environment" };
  const entry = file.entries.find((candidate) => candidate.key === key);
  return entry && { value: entry.value, origin: `${file.name}:${String(entry.line)}` };
}

function unknownKeys(shape: SettingsShape, { flags, file }: SettingSources): SettingProblem[] {
  const known = Object.keys(shape);
  const messageFor = (key: string, value: string): string => {
    const replacement = replacementOf(key, value);
    if (replacement !== undefined) return `is a name of Temporal's own compose files; here it is ${replacement}.`;
    const meant = similarName(key, known);
    return `is not a setting of temporal-start.${meant === undefined ? "" : ` Did you mean ${meant}?`}`;
  };
  return [
    ...Object.entries(flags)
      .filter(([key]) => !Object.hasOwn(shape, key))
      .map(([key, value]) => ({ origin: flagOrigin, key, message: messageFor(key, value) })),
    ...file.entries
      .filter(({ key }) => !Object.hasOwn(shape, key))
      .map(({ key, value, line }) => ({
        origin: `${file.name}:${String(line)}`,
        key,
        message: messageFor(key, value),
      })),
  ];
}
