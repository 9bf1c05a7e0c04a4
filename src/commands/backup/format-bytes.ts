const units = ["bytes", "kB", "MB", "GB", "TB"];

/** `12.3 MB`, in powers of 1,000. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return `${(bytes / 1_000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power] ?? ""}`;
}
