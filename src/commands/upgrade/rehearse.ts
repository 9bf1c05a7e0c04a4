import { TemporalStartError } from "../../errors.ts";
import type { DrilledBackup } from "../backup/drill.ts";
import { inThrowAway } from "../backup/in-throw-away.ts";
import type { ThrowAwayNeeds } from "../backup/throw-away-instance.ts";
import type { Needs } from "../command.ts";
import { fromBackup } from "../restore/from-backup.ts";
import { putInPlace } from "../restore/put-in-place.ts";
import type { Way } from "./find-way.ts";
import { moveTo, settle } from "./move-to.ts";

export type RehearsalNeeds = ThrowAwayNeeds & Needs<"clock" | "reporter">;

/**
 * Takes the whole way on a copy of the data, in an instance of its own.
 * @throws TemporalStartError REHEARSAL_FAILED, and nothing of the cluster was changed; INSTANCE_IN_USE
 */
export async function rehearse(
  context: RehearsalNeeds,
  backup: DrilledBackup,
  way: Way,
  waitTimeoutMs: number,
): Promise<void> {
  context.reporter.note("Trying it on a copy of the data, in an instance of its own.");
  const startedMs = context.clock.now();
  const place = { kind: "rehearsal", command: "upgrade apply", waitTimeoutMs, failed };
  await inThrowAway(context, place, async (own, { onInterruptionSay }) => {
    await putInPlace(own, fromBackup(own, backup), { waitTimeoutMs, startedMs, onInterruptionSay });
    let { from } = way;
    for (const release of way.steps) {
      own.reporter.note(`Rehearsing ${from} → ${release.version}.`);
      await moveTo(own, { from, to: release.version, release, waitTimeoutMs });
      await settle(own, release, from);
      from = release.version;
    }
  });
  context.reporter.note("The way was taken on a copy, and a workflow ran at each step.");
}

function failed({ facts }: TemporalStartError): TemporalStartError {
  return new TemporalStartError({
    code: "REHEARSAL_FAILED",
    category: facts.category,
    message: `The upgrade failed on a copy of the data, and was not begun on the cluster: ${facts.message}`,
    details: facts.details ?? [],
    hint: "temporal-start doctor shows whether this machine has what a second cluster needs; --no-rehearsal leaves the copy out.",
    cause: facts.cause,
  });
}
