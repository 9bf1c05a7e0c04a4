/** What the process gives a command: everything that is not the command's own input. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly currentFolder: string;
  readonly packageFolder: string;
  /** Words that run this program, from any folder. */
  readonly program: readonly string[];
  readonly version: string;
  /** Asked only by a command with a question: it makes stdin a stream. */
  readonly isStdinTerminal: () => boolean;
  readonly isStdoutTerminal: boolean;
  /** Of the terminal behind stdout. */
  readonly screenLines: () => number;
  readonly signal: AbortSignal;
  readonly write: (text: string) => Promise<void>;
  readonly ask: (question: string) => Promise<string>;
}
