import type { Clock } from "../interfaces/clock.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";

const tail = 100;
/** The line follows the refusal within milliseconds, through the engine. */
const looks = 5;
const pauseMs = 50;

/**
 * Whether PostgreSQL refused a role because it has none of that name. To the client it says "password authentication
 * failed" for both, so that nobody can find out names; its log tells.
 */
export async function isRoleMissing(
  { engine, clock }: { readonly engine: ContainerEngine; readonly clock: Clock },
  containerId: string,
  role: string,
): Promise<boolean> {
  for (let look = 1; ; look += 1) {
    const lines: string[] = [];
    for await (const batch of engine.logs(containerId, { follow: false, tail }))
      lines.push(...batch.map(({ text }) => text));
    const refused = lines.findLastIndex((line) => line.includes(`password authentication failed for user "${role}"`));
    const details = refused < 0 ? [] : lines.slice(refused + 1, refused + 3);
    if (details.some((line) => line.includes(`Role "${role}" does not exist`))) return true;
    if (details.length > 0 || look === looks) return false;
    await clock.sleep(pauseMs);
  }
}
