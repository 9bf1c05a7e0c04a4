/** How many letters may be wrong, of a name of this length. */
const tolerance = (name: string): number => Math.min(3, Math.floor(name.length / 4));

/** The known name that was probably meant; undefined where none is near. */
export function similarName(written: string, known: readonly string[]): string | undefined {
  const name = written.toUpperCase();
  const whole = known.filter((candidate) => name.length > 3 && candidate.endsWith(`_${name}`));
  return whole.length === 1 ? whole[0] : nearestName(name, known);
}

/** The nearest of the known names, where it is near; a name is nearest to itself. */
export function nearestName(written: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((candidate) => ({ candidate, distance: editDistance(written, candidate) }))
    .toSorted((one, other) => one.distance - other.distance);
  return nearest !== undefined && nearest.distance <= tolerance(nearest.candidate) ? nearest.candidate : undefined;
}

/** Levenshtein's: letters to add, to leave out or to replace. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(left).entries()) {
    const next = [index + 1];
    for (const [column, other] of Array.from(right).entries()) {
      const [before = 0, above = 0, diagonal = 0] = [next[column], row[column + 1], row[column]];
      next.push(Math.min(before + 1, above + 1, diagonal + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
