import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Begins a log that only its owner can read; the one of the run before is replaced. */
export function openRunLog(folder, name) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${name}.log`);
  writeFileSync(path, "", { mode: 0o600 });
  chmodSync(path, 0o600);
  return { path, write: (text) => appendFileSync(path, text) };
}
