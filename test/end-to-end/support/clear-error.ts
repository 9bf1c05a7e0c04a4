import { expect } from "vitest";
import type { Ended } from "./program.ts";

/** What a command says whose engine went away: by itself, or in the words of the docker command that it had called. */
const engineIsGone =
  /No Docker Engine answers|Cannot connect to the Docker daemon|error during connect|docker compose \S+ ended/;

/** The engine is what is wrong, and the next command is named. */
export function expectClearError({ exitCode, stderr }: Pick<Ended, "exitCode" | "stderr">): void {
  expect(exitCode, stderr).toBe(1);
  expect(/^Error: .*/m.exec(stderr)?.[0]).toMatch(engineIsGone);
  expect(stderr).toMatch(/^→ /m);
  expect(stderr).not.toMatch(/\n\s+at |Unexpected|bug in temporal-start/);
}
