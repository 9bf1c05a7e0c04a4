import { createHash } from "node:crypto";
import { readSmallFile } from "../../host/read-small-file.ts";
import { replaceFile } from "../../host/replace-file.ts";
import type { Compose } from "./compose-cli.ts";

export type Hashes = Readonly<Record<string, string>>;

export interface HashMemory {
  /** Where the hashes of the last time are kept; may be lost at any time. */
  readonly file: string;
  /** Everything the hashes depend on: the compose file's text and the values it is filled in with. */
  readonly inputs: () => readonly string[];
}

/**
 * Spares the process that computes the hashes when nothing they depend on has changed. Only hashes
 * that the containers really wear are trusted: where they differ, compose itself has the say.
 */
export function rememberHashes(compose: Compose, { file, inputs }: HashMemory): Compose {
  return {
    changedByOverlay: () => compose.changedByOverlay(),
    run: async (args, options) => compose.run(args, options),
    async configHashes(worn) {
      const fingerprint = digest(inputs());
      const known = recall(file, fingerprint);
      if (known !== undefined && agree(known, worn)) return known;
      const hashes = await compose.configHashes(worn);
      keep(file, { fingerprint, hashes });
      return hashes;
    },
  };
}

function digest(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function agree(hashes: Hashes, worn: Hashes): boolean {
  return Object.entries(worn).every(([service, hash]) => hashes[service] === hash);
}

function recall(file: string, fingerprint: string): Hashes | undefined {
  try {
    const kept = JSON.parse(readSmallFile(file)) as {
      readonly fingerprint?: unknown;
      readonly hashes?: Hashes;
    };
    return kept.fingerprint === fingerprint ? kept.hashes : undefined;
  } catch {
    // Missing, unreadable or half-written: compose is asked, as the first time.
    return undefined;
  }
}

function keep(file: string, content: { readonly fingerprint: string; readonly hashes: Hashes }): void {
  try {
    replaceFile(file, JSON.stringify(content));
  } catch {
    // A folder that cannot be written costs the next command some time and nothing else.
  }
}
