import { serverVersionOf } from "../../cluster/server-version.ts";
import { releaseOf } from "../../cluster/versions.ts";
import { TemporalStartError } from "../../errors.ts";
import type { ServerRecord } from "../../interfaces/database.ts";
import type { WakeNeeds } from "../backup/wake-store.ts";
import { followIndex } from "../shared/elasticsearch-image.ts";
import { followData, postgresOfData } from "../shared/postgres-images.ts";
import { chooseRelease, writtenVersions } from "../shared/release-images.ts";
import { versionOfServer } from "../shared/version-of-server.ts";
import { type VersionNeeds, withRecord } from "../upgrade/data-version.ts";
import { wakeIfAsleep } from "../upgrade/wake-data.ts";
import { type PortChoice, type PortNeeds, type Settled, settlePorts } from "./settle-ports.ts";

/**
 * A plan for the version that the data is of, as the database says, or, where it cannot be asked, the container of the server.
 * Where nobody wrote another one down, and what was kept for the instance is lost, or older than an upgrade or a restore that
 * was cut short, the instance takes it over.
 */
export async function settleVersion(
  context: PortNeeds & VersionNeeds & WakeNeeds,
  choice: PortChoice,
): Promise<Settled> {
  const settled = await settleStores(context, choice);
  if (!settled.plan.blockers.some(({ code }) => code === "SERVER_VERSION_DIFFERS")) return settled;
  const { version, underWay } = await recordOf(context, choice.keeps);
  const wanted = serverVersionOf(settled.settings.values);
  const mayRun = [version, underWay?.from, underWay?.to];
  if (wanted !== undefined && mayRun.includes(wanted)) return settlePorts(context, { ...choice, moves: ["server"] });
  const release = releaseOf(version ?? (await versionOfServer(context)));
  if (release === undefined || writtenVersions(settled.settings).length > 0) return settled;
  context.reporter.note(`The data is of server ${release.version}, which is kept for the instance.`);
  await chooseRelease(context, release, choice.keeps);
  return settlePorts(context, { ...choice, moves: ["server"] });
}

const ofStores = ["OTHER_DATA_VERSION", "INDEX_VERSION_DIFFERS"];

/** Only a restore or an upgrade that was cut short, or a kept image that is lost, lets image and data differ. */
async function settleStores(context: PortNeeds, choice: PortChoice): Promise<Settled> {
  const settled = await settlePorts(context, choice);
  if (!settled.plan.blockers.some(({ code }) => ofStores.includes(code))) return settled;
  const follows = [
    await followData(context, await postgresOfData(context), choice.keeps),
    await followIndex(context, choice.keeps),
  ];
  return follows.includes(true) ? settlePorts(context, choice) : settled;
}

/** @param wakes whether PostgreSQL may be started to be asked */
async function recordOf(context: VersionNeeds & WakeNeeds, wakes: boolean): Promise<ServerRecord> {
  try {
    if (wakes) await wakeIfAsleep(context);
    return await withRecord(context, (database) => database.serverRecord());
  } catch (error) {
    context.signal.throwIfAborted();
    // The start itself says better what is wrong.
    if (!(error instanceof TemporalStartError)) throw error;
    return {};
  }
}
