/** The last lines of a log that ends; holds no more than twice as many. */
export async function* lastOf<Line>(
  batches: AsyncIterable<readonly Line[]>,
  count: number,
): AsyncGenerator<readonly Line[]> {
  let held: Line[] = [];
  for await (const batch of batches) {
    for (const line of batch) {
      held.push(line);
      if (held.length >= 2 * count + 1) held = held.slice(held.length - count);
    }
  }
  const last = count === 0 ? [] : held.slice(-count);
  if (last.length > 0) yield last;
}
