const secondsOfUnit: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 };

/**
 * Reads a duration such as `7d`, `36h`, `1d12h` or `90s`. Units are required and fall in order.
 * @returns whole seconds, or undefined when the text is no duration
 */
export function parseDurationSeconds(text: string): number | undefined {
  const match = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text.trim());
  if (match === null || text.trim() === "") return undefined;
  const seconds = ["d", "h", "m", "s"].reduce(
    (sum, unit, index) => sum + Number(match[index + 1] ?? 0) * (secondsOfUnit[unit] ?? 0),
    0,
  );
  return Number.isSafeInteger(seconds) ? seconds : undefined;
}

/** The shortest exact form: `604800` → `7d`, `5400` → `1h30m`. */
export function formatDurationSeconds(seconds: number): string {
  let rest = Math.round(seconds);
  if (rest <= 0) return "0s";
  let text = "";
  for (const [unit, size] of Object.entries(secondsOfUnit)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) text += `${String(count)}${unit}`;
  }
  return text;
}
