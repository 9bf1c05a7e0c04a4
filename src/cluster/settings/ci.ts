/** Whether nobody watches: build services say so with CI, whatever its value; an empty one says nothing. */
export function isCi({ CI }: Readonly<Record<string, string | undefined>>): boolean {
  return Boolean(CI);
}
