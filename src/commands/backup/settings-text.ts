import { type Settings, settingsShape } from "../../cluster/services/index.ts";

const plain = /^[\w./@:+,-]*$/;

/** The settings that were not left to their defaults, as a settings file has them. */
export function settingsText(values: Settings, origins: Readonly<Record<string, string>>, hasSecrets: boolean): string {
  const lines = Object.entries(settingsShape).flatMap(([name, { kind }]) => {
    if ((origins[name] ?? "default") === "default") return [];
    const value = String(values[name as keyof Settings]);
    // In quotes no value may have what tools read differently, so none of a settings file has it.
    return kind === "secret" && !hasSecrets
      ? [`# ${name} is secret`]
      : [`${name}=${plain.test(value) ? value : `'${value}'`}`];
  });
  return `${["# Settings of the cluster that was backed up.", ...lines].join("\n")}\n`;
}
