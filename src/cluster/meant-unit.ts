import { nearestName } from "./settings/similar-name.ts";

const prefix = "temporal-";

/**
 * The unit that a service of a compose file was probably meant to be. Where both begin alike only what follows is
 * compared: `temporal-worker` is as near to `temporal-server` as a misspelt one, and no mistake.
 */
export function meantUnit(written: string, units: readonly string[]): string | undefined {
  if (units.includes(written)) return undefined;
  const whole = units.find((unit) => unit === `${prefix}${written}`);
  if (whole !== undefined || !written.startsWith(prefix)) return whole ?? nearestName(written, units);
  const rests = units.map((unit) => unit.slice(prefix.length));
  const rest = nearestName(written.slice(prefix.length), rests);
  return rest === undefined ? undefined : `${prefix}${rest}`;
}
