import { TemporalStartError } from "../../errors.ts";
import type { DrilledBackup } from "../backup/drill.ts";
import { inThrowAway } from "../backup/in-throw-away.ts";
import type { ThrowAwayNeeds } from "../backup/throw-away-instance.ts";
import type { CommandContext, Needs } from "../command.ts";
import { fromBackup } from "../restore/from-backup.ts";
import { filledIndex } from "../restore/index-after.ts";
import { putInPlace } from "../restore/put-in-place.ts";
import { ownNamespace } from "../shared/own-namespace.ts";
import type { Way } from "./find-way.ts";
import { moveTo, recordDone } from "./move-to.ts";

/** Of each namespace, the newest. */
const mostOpen = 100;
const openTimeoutMs = 30_000;

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
  const place = { kind: "rehearsal", command: "upgrade apply", waitTimeoutMs, failed } as const;
  await inThrowAway(context, place, async (own, { onInterruptionSay }) => {
    const options = { waitTimeoutMs, startedMs, onInterruptionSay };
    await putInPlace(own, fromBackup(own, backup), options, filledIndex());
    let { from } = way;
    for (const release of way.steps) {
      own.reporter.note(`Rehearsing ${from} → ${release.version}.`);
      await moveTo(own, { from, to: release.version, release, waitTimeoutMs });
      await recordDone(own, release, from);
      await wakeOpenWorkflows(own);
      from = release.version;
    }
  });
  context.reporter.note("The way was taken on a copy: at each step a workflow ran, and open ones went on.");
}

/** Each is loaded and goes on to its next task: what the version before has written can be read, and added to. */
async function wakeOpenWorkflows(own: CommandContext): Promise<void> {
  const temporal = await own.temporal();
  let [signalled, handedOut] = [0, 0];
  for (const { name, state } of await temporal.namespaces()) {
    if (name === ownNamespace || state !== "registered") continue;
    const tasks = await temporal.takeOpenTasks(name, mostOpen, openTimeoutMs);
    signalled += tasks.signalled;
    handedOut += tasks.handedOut;
  }
  const words = `${String(handedOut)} of ${String(signalled)} open workflows went on to their next task`;
  if (handedOut === signalled) own.reporter.note(`${words}.`);
  else own.reporter.warn(`${words}; the tasks of the others wait for a worker of their own, or in a long queue.`);
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
