/** Of what a command said on stderr, its end tells the cause. */
const keptCharacters = 16_384;

const begun = /^temporal-start began (\d+)\r?\n/m;

/**
 * The words that say on stderr that the command begins, with its process id, and become the command: docker's exit
 * code does not tell whether it was docker or the command that failed, and a process in a container is ended by its id.
 */
export function beginning(words: readonly string[]): readonly [string, ...string[]] {
  return ["sh", "-c", 'echo "temporal-start began $$" >&2 && exec "$@"', "sh", ...words];
}

/** Reads what `beginning` says, and keeps the last of what follows. */
export interface BegunCommand {
  readonly onError: (text: string) => void;
  readonly isBegun: () => boolean;
  /** Resolves with the process id; never where the command does not begin. */
  readonly pid: Promise<string>;
  /** Of the command, or of docker where the command has not begun. */
  readonly stderr: () => string;
}

export function readBegunCommand(): BegunCommand {
  let kept = "";
  let isBegun = false;
  let begin: (pid: string) => void = () => undefined;
  const pid = new Promise<string>((resolve) => (begin = resolve));
  return {
    onError(text) {
      kept += text;
      const mark = isBegun ? null : begun.exec(kept);
      if (mark !== null) {
        isBegun = true;
        begin(mark[1] ?? "");
        kept = kept.slice(mark.index + mark[0].length);
      }
      kept = kept.slice(-keptCharacters);
    },
    isBegun: () => isBegun,
    pid,
    stderr: () => kept,
  };
}
