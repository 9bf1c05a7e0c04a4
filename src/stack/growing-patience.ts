const firstMs = 250;
const longestMs = 15_000;

/**
 * How many milliseconds a call may take: few at first, twice as many each time. A server that has just begun to serve does
 * not know all of its own services yet, and holds a call for a second before it tries again; asked anew it answers at once.
 * A slow machine gets its time in the end.
 */
export function growingPatience(): () => number {
  let nextMs = firstMs;
  return () => {
    const ms = nextMs;
    nextMs = Math.min(2 * nextMs, longestMs);
    return ms;
  };
}
