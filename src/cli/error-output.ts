import type { TemporalStartError } from "../errors.ts";
import { actionsCommands, withoutActionsCommands } from "../output/github-actions.ts";

/** What a command says on stderr. */
export interface ErrorOutput {
  /** A line while it runs. */
  readonly line: (text: string) => void;
  /** Comes before its answer or failure: no further line follows. */
  readonly end: () => void;
  /** @param text the failure in words; empty where the reader is a program and has it on stdout */
  readonly failure: (error: TemporalStartError, text: string) => void;
}

export interface ErrorOutputChoice {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly writeError: (text: string) => void;
}

/** Plain words; in GitHub Actions the lines fold into a group, and a failure is an annotation of the run, too. */
export function createErrorOutput({ environment, writeError }: ErrorOutputChoice, command: string): ErrorOutput {
  if (environment.GITHUB_ACTIONS === "true") return createActionsOutput(writeError, command);
  return {
    line: (text) => {
      writeError(`${text}\n`);
    },
    end: () => undefined,
    failure: (_error, text) => {
      writeError(text);
    },
  };
}

function createActionsOutput(writeError: (text: string) => void, command: string): ErrorOutput {
  let isOpen = false;
  const end = (): void => {
    if (isOpen) writeError(actionsCommands.endGroup);
    isOpen = false;
  };
  return {
    line(text) {
      if (!isOpen) writeError(actionsCommands.group(`temporal-start ${command}`));
      isOpen = true;
      writeError(`${withoutActionsCommands(text)}\n`);
    },
    end,
    failure({ facts }, text) {
      end();
      writeError(withoutActionsCommands(text));
      if (facts.category !== "interrupted") writeError(actionsCommands.error(facts));
    },
  };
}
