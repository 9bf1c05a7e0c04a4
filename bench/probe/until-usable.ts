import { setTimeout as sleep } from "node:timers/promises";
import type { ClusterPorts } from "../cluster/ports.ts";
import { BenchError } from "../harness/bench-error.ts";
import { pollUntil } from "./poll.ts";
import { temporalProbe } from "./temporal.ts";
import { answers } from "./web.ts";

const limitMs = 180_000;

export interface Usable {
  /** From just before the command until a workflow was started and the Web UI answered, seen from outside. */
  readonly ms: number;
  /** Until the command itself returned. */
  readonly commandMs: number;
}

/** Runs a command that brings up a cluster and asks from outside, beside it, whether the cluster can be used. */
export async function untilUsable(
  ports: ClusterPorts,
  command: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<Usable> {
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  const probe = temporalProbe(ports.server);
  try {
    const startedMs = performance.now();
    const returned = command().then(() => performance.now());
    const seen = Promise.all([
      // Not before its namespace is there: a server that is asked for one it does not have takes it for missing for a
      // second, and the question would lengthen what it measures.
      pollUntil(() => probe.hasNamespace(), until).then(() =>
        pollUntil(async () => (await probe.startWorkflow()) !== "", until),
      ),
      pollUntil(() => answers(`http://127.0.0.1:${String(ports.web)}/`), until),
    ]);
    const tooLate = sleep(limitMs, undefined, { signal: until }).then(() => {
      throw new BenchError(`The cluster cannot be used ${String(limitMs / 1000)} s after its start.`);
    });
    tooLate.catch(() => undefined);
    seen.catch(() => undefined);
    const [times, returnedMs] = await Promise.race([Promise.all([seen, returned]), tooLate]);
    return { ms: Math.max(...times) - startedMs, commandMs: returnedMs - startedMs };
  } finally {
    over.abort();
    await probe.close();
  }
}
