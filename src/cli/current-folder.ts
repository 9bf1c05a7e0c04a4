import { TemporalStartError } from "../errors.ts";

interface Places {
  /** Undefined where it does not exist any more. */
  readonly currentFolder: string | undefined;
  readonly packageFolder: string;
}

/** Without a current folder there is none of the user's settings to find; an error looks in the package for its words. */
export function withFolder<Input extends Places>(input: Input): Input & { readonly currentFolder: string } {
  return { ...input, currentFolder: input.currentFolder ?? input.packageFolder };
}

/**
 * In another folder the command would find other settings, and with them another cluster.
 * @throws TemporalStartError FOLDER_GONE
 */
export function requireFolder({ currentFolder }: Pick<Places, "currentFolder">): void {
  if (currentFolder !== undefined) return;
  throw new TemporalStartError({
    code: "FOLDER_GONE",
    category: "preflight",
    message: "The current folder does not exist any more; nothing was changed.",
    hint: "Go to a folder that is there (cd), then run the command again.",
  });
}
