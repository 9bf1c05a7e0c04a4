/** Asks for what comes next while the one before is being dealt with. */
export async function* ahead<Item>(source: AsyncIterable<Item>): AsyncGenerator<Item> {
  const iterator = source[Symbol.asyncIterator]();
  let coming = iterator.next();
  try {
    for (;;) {
      const found = await coming;
      if (found.done === true) return;
      coming = iterator.next();
      // Its failure is seen when it is awaited.
      coming.catch(() => undefined);
      yield found.value;
    }
  } finally {
    await coming.catch(() => undefined);
    await iterator.return?.();
  }
}
