import { walSlotQuery } from "../stores/queries.ts";
import { connected, interpretRefusal, type PostgresqlSpec } from "./postgresql.ts";
import type { ProbeOutcome } from "./probe.ts";

/** Of the newest slot through which the log is received; undefined where there is none. */
export interface WalSlot {
  readonly slot: string;
  readonly isReceived: boolean;
  /** What was written and is not on the receiver's disk, in bytes. */
  readonly behind: number;
}

export type WalReceiverAnswer = { readonly slot: WalSlot | undefined } | { readonly error: unknown };

export function askWalReceiver(spec: PostgresqlSpec, timeoutMs: number): Promise<WalReceiverAnswer> {
  return connected(spec, timeoutMs, async (client) => {
    const { rows } = await client.query<{ slot: string; received: boolean; behind: string | null }>(walSlotQuery);
    const [row] = rows;
    if (row === undefined) return { slot: undefined };
    return { slot: { slot: row.slot, isReceived: row.received, behind: Number(row.behind ?? 0) } };
  });
}

export function interpretWalReceiver(answer: WalReceiverAnswer, spec: PostgresqlSpec): ProbeOutcome {
  if ("error" in answer) return interpretRefusal(answer.error, spec);
  const { slot } = answer;
  if (slot === undefined)
    return { ok: false, fault: "starting", message: "PostgreSQL has no replication slot for it yet." };
  const megabytes = Math.ceil(slot.behind / 1_048_576);
  if (!slot.isReceived)
    return {
      ok: false,
      fault: "not-serving",
      message: `Nobody receives what PostgreSQL writes; it holds back ${String(megabytes)} MB, and gives up at 1 GB.`,
      hint: "temporal-start logs temporal-wal-receiver --tail 20",
    };
  return {
    ok: true,
    summary: `${String(megabytes)} MB behind`,
    facts: { slot: slot.slot, behindBytes: slot.behind },
  };
}
