import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { acquisitionSettings, entryText, parseIndexTargets, suiteEntries } from "../plan/host-apt.ts";
import { writeDebianSources } from "./debian-sources.ts";
import type { StepCommand } from "./step-commands.ts";

export interface HostSources {
  /** Configuration file with the host's proxies, retries and credentials. */
  readonly settingsFile: string;
  /** Files that name the package sources of the suite, one in each of apt's two formats at most. */
  readonly sourceFiles: readonly string[];
}

/** Writes into a folder how this host reaches a Debian suite: by its own mirror where it has one, else by Debian's. */
export async function writeHostSources(run: StepCommand, suite: string, folder: string): Promise<HostSources> {
  const settingsFile = join(folder, "acquire.conf");
  // A proxy's password may be among the settings.
  await writeFile(settingsFile, acquisitionSettings(await run("apt-config", ["dump"])), { mode: 0o600 });

  const targets = parseIndexTargets(await run("apt-get", ["indextargets", "Identifier: Packages"]));
  const texts = { sources: [] as string[], list: [] as string[] };
  for (const { file, position, site } of suiteEntries(targets, suite)) {
    const text = entryText(await readFile(file, "utf8"), file, position);
    if (text?.includes(site)) texts[file.endsWith(".sources") ? "sources" : "list"].push(text.trimEnd());
  }
  if (texts.sources.length + texts.list.length === 0) {
    return { settingsFile, sourceFiles: [await writeDebianSources(run, suite, folder)] };
  }

  const sourceFiles: string[] = [];
  for (const [format, entries] of Object.entries(texts)) {
    if (entries.length === 0) continue;
    const file = join(folder, `host.${format}`);
    await writeFile(file, `${entries.join("\n\n")}\n`, { mode: 0o600 });
    sourceFiles.push(file);
  }
  return { settingsFile, sourceFiles };
}
