/** What an engine measures of a container (cgroup version 2, or `total_…` of version 1), as far as it is of interest. */
export interface MeasuredMemory {
  readonly usage?: number;
  readonly stats?: Readonly<Record<string, number>>;
}

/** Without the pages of files, which the kernel takes back before it kills. */
export function memoryUsedBytes({ usage, stats = {} }: MeasuredMemory): number | undefined {
  if (usage === undefined) return undefined;
  const files = ["inactive_file", "active_file"].map((name) => stats[`total_${name}`] ?? stats[name] ?? 0);
  return Math.max(0, usage - files.reduce((sum, bytes) => sum + bytes, 0));
}
