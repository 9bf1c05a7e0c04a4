import { dirname } from "node:path";
import { causeMessage, TemporalStartError } from "../errors.ts";

export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

export function unreadable(path: string, how: string, cause: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "FILE_UNREADABLE",
    category: "preflight",
    message: `${path} cannot be ${how}: ${causeMessage(cause)}.`,
    hint: `ls -l '${path}'`,
    cause,
  });
}

export function noFolder(path: string, cause: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "FILE_UNWRITABLE",
    category: "preflight",
    message: `${path} cannot be written: its folder does not exist.`,
    hint: `mkdir -p '${dirname(path)}'`,
    cause,
  });
}

export function alreadyThere(path: string, cause?: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "FILE_EXISTS",
    category: "preflight",
    message: `${path} is there already; nothing was written.`,
    hint: "Move it away, or name another file.",
    cause,
  });
}

export function unwritable(path: string, cause: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "FILE_UNWRITABLE",
    category: "preflight",
    message: `${path} cannot be written: ${causeMessage(cause)}.`,
    hint: `ls -ld '${dirname(path)}'`,
    cause,
  });
}
