/** Runs a task as soon as there is room for it. */
export type Gate = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** Lets so many tasks run at once; the others wait in the order they came. */
export function createGate(limit: number): Gate {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running < limit) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      // Whoever comes next takes over the place, which is never free in between.
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
