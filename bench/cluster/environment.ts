import { join } from "node:path";
import { scratchFolder } from "../harness/folders.ts";

/**
 * Settings of the measuring person's own cluster would change what is measured, and so would what Node is told
 * (bench/README.md); images may come from a mirror.
 */
const foreign = /^(?:COMPOSE_|BENCH_|NODE_|npm_|(?:TEMPORAL|POSTGRES|ELASTICSEARCH)_(?!.*IMAGE$))/;

export function cleanEnvironment(): Readonly<Record<string, string>> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !foreign.test(entry[0]),
  );
  return { ...Object.fromEntries(kept), NO_COLOR: "1", CI: "1", XDG_STATE_HOME: join(scratchFolder, "state") };
}
