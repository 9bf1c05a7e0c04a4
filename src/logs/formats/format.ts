import type { LogLevel } from "./level.ts";

/** What one line says, in words that all services share. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  /** What the line carries besides time, level and message. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Reads the lines of one program; undefined for a line that is not of this format. */
export type TextFormat = (text: string) => LogEntry | undefined;

/** The same for programs that write one JSON object a line. */
export type JsonFormat = (object: JsonObject) => LogEntry | undefined;

export type JsonObject = Readonly<Record<string, unknown>>;

/** A value of a JSON log as text: its own words where it is text. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function without(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
