import { join } from "node:path";
import type { StepCommand } from "./step-commands.ts";

/**
 * Writes the sources that Debian itself offers for a suite into a folder. Which hosts those are, and which key
 * a host needs that trusts none of Debian's, mmdebstrap knows.
 * @returns the file, in apt's format of one line an entry
 */
export async function writeDebianSources(run: StepCommand, suite: string, folder: string): Promise<string> {
  const file = join(folder, "debian.list");
  await run("mmdebstrap", [
    "--variant=custom",
    // It is asked what it would do: nothing is fetched, and nothing made.
    "--skip=update",
    `--setup-hook=download /etc/apt/sources.list "${file}"`,
    suite,
    "/dev/null",
  ]);
  return file;
}
