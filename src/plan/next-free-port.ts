/** Whoever finds this many ports in use one after another has another trouble than a taken port. */
const farthest = 500;
const highestPort = 65_535;

/** The next port above this one that can be used; undefined where none near can. They are tried in their order. */
export async function nextFreePort(
  port: number,
  isUsable: (candidate: number) => Promise<boolean>,
): Promise<number | undefined> {
  const last = Math.min(port + farthest, highestPort);
  for (let candidate = port + 1; candidate <= last; candidate += 1) {
    if (await isUsable(candidate)) return candidate;
  }
  return undefined;
}
