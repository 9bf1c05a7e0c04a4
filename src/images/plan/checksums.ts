/** Reads the format of `sha512sum`: digest, two characters, file name. */
export function parseChecksums(text: string): ReadonlyMap<string, string> {
  const pairs = text.split("\n").map((line) => /^([0-9a-f]+) [ *](.+)$/.exec(line.trim()));
  return new Map(pairs.flatMap((match) => (match?.[1] && match[2] ? [[match[2], match[1]] as const] : [])));
}

/** Every way in which files differ from what is locked; empty when they are the same. */
export function checksumProblems(
  locked: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): readonly string[] {
  const missing = [...locked.keys()].filter((name) => !found.has(name)).map((name) => `${name} is missing`);
  const wrong = [...found].flatMap(([name, digest]) => {
    const expected = locked.get(name);
    if (expected === undefined) return [`${name} is not locked`];
    return expected === digest ? [] : [`${name} has another SHA-512 than the locked one`];
  });
  return [...missing, ...wrong];
}
