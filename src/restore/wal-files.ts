/** What an archive of the write-ahead log of PostgreSQL has: names as `000000010000000A000000FE`, packed or not, whole or not. */
export interface WalFile {
  /** 24 digits: timeline, and the number of the file in two parts. */
  readonly name: string;
  /** When it was last written to, in seconds since the epoch. */
  readonly modifiedSeconds: number;
  /** One that is not is what was written last. */
  readonly isWhole: boolean;
}

/** Lines of a modification time and a name; what is no file of the log is passed over. */
export function readWalFiles(listing: string): readonly WalFile[] {
  return listing.split("\n").flatMap((line): WalFile[] => {
    const [, seconds, name, rest] = /^(\d+) ([0-9A-F]{24})(?:\.gz)?(\.partial|\.before)?$/.exec(line) ?? [];
    if (seconds === undefined || name === undefined) return [];
    return [{ name, modifiedSeconds: Number(seconds), isWhole: rest === undefined }];
  });
}

/** Name of the last; undefined where there is none. */
export function lastWal(files: readonly WalFile[]): string | undefined {
  return files
    .map(({ name }) => name)
    .toSorted()
    .at(-1);
}

/**
 * The first file that is needed and not there, from one that is named to the last that is there, which alone need not be whole.
 * @param bytes of each file: it decides how they are numbered
 */
export function missingWal(files: readonly WalFile[], from: string, bytes: number): string | undefined {
  const last = lastWal(files);
  if (last === undefined || last < from) return from;
  const whole = new Set(files.filter(({ isWhole }) => isWhole).map(({ name }) => name));
  for (let name = from; name < last; name = following(name, bytes)) {
    if (!whole.has(name)) return name;
  }
  return undefined;
}

/** Each part of the number is of 32 bits; the last counts the files in 4 GB. */
function following(name: string, bytes: number): string {
  const high = Number.parseInt(name.slice(8, 16), 16);
  const low = Number.parseInt(name.slice(16), 16) + 1;
  const isFull = low * bytes >= 2 ** 32;
  return `${name.slice(0, 8)}${hex(isFull ? high + 1 : high)}${hex(isFull ? 0 : low)}`;
}

function hex(part: number): string {
  return part.toString(16).toUpperCase().padStart(8, "0");
}
