import { TemporalStartError } from "../errors.ts";
import type { LossKind } from "../ready/loss.ts";
import { type WatchOptions, watchForLoss } from "../ready/watch-containers.ts";

const codeOfLoss: Readonly<Record<LossKind, string>> = {
  "out-of-memory": "SERVICE_OUT_OF_MEMORY",
  "crash-loop": "SERVICE_CRASHES",
  "not-runnable": "SERVICE_ENDED",
  unhealthy: "SERVICE_UNHEALTHY",
  stopped: "SERVICE_STOPPED",
};

/** Never resolves: it ends the race when a service is lost, or when the signal aborts. */
export async function failOnLoss(options: WatchOptions): Promise<never> {
  const found = await watchForLoss(options);
  if (found === undefined) throw options.signal.reason;
  throw new TemporalStartError({
    code: codeOfLoss[found.kind],
    category: "service",
    message: `${found.service} ${found.why}.`,
    service: found.service,
    retryable: found.kind === "stopped",
  });
}
