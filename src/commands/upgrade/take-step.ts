import type { Release } from "../../cluster/versions.ts";
import { causeMessage, type TemporalStartError } from "../../errors.ts";
import { dataVersion } from "./data-version.ts";
import { type MoveNeeds, moveTo, recordDone } from "./move-to.ts";
import { upgradeFailed } from "./upgrade-failed.ts";

/**
 * One step of an upgrade on the cluster itself. Where it fails, the server from before is brought back.
 * @throws TemporalStartError UPGRADE_FAILED; the cluster then has the version from before, or the error says that it has not
 */
export async function takeStep(
  context: MoveNeeds,
  before: Release,
  release: Release,
  backup: string,
  waitTimeoutMs: number,
): Promise<number> {
  const from = before.version;
  const to = release.version;
  context.reporter.note(`Upgrading the cluster from ${from} to ${to}.`);
  const { before: earlier } = await dataVersion(context);
  try {
    const seconds = await moveTo(context, { from, to, release, waitTimeoutMs });
    await recordDone(context, release, from);
    return seconds;
  } catch (error) {
    context.signal.throwIfAborted();
    throw await afterWayBack(context, { before, earlier, to, backup, waitTimeoutMs, error });
  }
}

interface Failure {
  readonly before: Release;
  /** What a way back led to before this step. */
  readonly earlier: string | undefined;
  readonly to: string;
  readonly backup: string;
  readonly waitTimeoutMs: number;
  readonly error: unknown;
}

async function afterWayBack(
  context: MoveNeeds,
  { before, earlier, to, backup, waitTimeoutMs, error }: Failure,
): Promise<TemporalStartError> {
  const from = before.version;
  try {
    context.reporter.note(`Server ${to} did not come up; bringing ${from} back.`);
    await moveTo(context, { from, to, release: before, waitTimeoutMs });
    await recordDone(context, before, earlier);
  } catch (failure) {
    return upgradeFailed(
      error,
      `The upgrade to ${to} failed, and ${from} did not come back either (${causeMessage(failure)}).`,
      `temporal-start upgrade rollback tries again; the data from before is in ${backup}`,
    );
  }
  return upgradeFailed(
    error,
    `The upgrade to ${to} failed, and the cluster has server ${from} again.`,
    "temporal-start upgrade plan; the lines above say what went wrong.",
  );
}
