import { hostOfService } from "../../cluster/services/addresses.ts";
import { walReceiver } from "../../cluster/services/wal-receiver.ts";
import { unitNamed } from "../../cluster/topology.ts";
import { TemporalStartError } from "../../errors.ts";
import type { Replay } from "../../restore/wal-archive.ts";
import type { CommandSettings, Needs } from "../command.ts";

const probeTimeoutMs = 3_000;

/**
 * While PostgreSQL runs and nobody receives what it writes, the archive lacks the last of it. Where PostgreSQL does not answer,
 * the archive is all there is.
 * @throws TemporalStartError WAL_MISSING
 */
export async function requireReceived(
  context: Needs<"probe">,
  { values, topology }: Pick<CommandSettings, "values" | "topology">,
  { until }: Replay,
): Promise<void> {
  const unit = unitNamed(topology, walReceiver.name);
  const spec = unit?.probe?.(values, hostOfService(unit.service, values));
  if (spec === undefined) return;
  const answer = await (await context.probe([spec]))(spec, probeTimeoutMs);
  if (answer.ok || answer.fault !== "not-serving") return;
  throw new TemporalStartError({
    code: "WAL_MISSING",
    category: "preflight",
    service: walReceiver.name,
    message: `${answer.message} That is not in the archive yet; nothing was changed.`,
    hint: `temporal-start start brings it there; then the same again${until === undefined ? "" : `, with --to-time ${until}`}. Where it cannot: after temporal-start stop, what is in the archive is all there is.`,
  });
}
