import { type Service, type SettingKey, type Settings, services } from "./services/index.ts";
import { isOurs } from "./topology.ts";

export interface SettingMistake {
  readonly key: SettingKey;
  readonly message: string;
}

/** Two ports on one number: the second container could not start. What this machine does not publish takes none. */
export function portClashes(
  settings: Partial<Settings>,
  among: readonly Service[] = services,
): readonly SettingMistake[] {
  const seen = new Map<number, SettingKey>();
  // A proxy publishes the ports of others.
  const publishing = among.filter((service) => service.role !== "proxy" && isOurs(service, settings));
  const published = publishing.flatMap(({ ports }) => ports);
  return published.flatMap(({ setting }) => {
    const port = settings[setting];
    if (typeof port !== "number") return [];
    const other = seen.get(port);
    seen.set(port, setting);
    return other === undefined
      ? []
      : [{ key: setting, message: `is ${String(port)}, as is ${other}; each port must be different.` }];
  });
}
