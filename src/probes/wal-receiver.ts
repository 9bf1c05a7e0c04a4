import type { Inside } from "../interfaces/dial.ts";
import { walSlotQuery } from "../stores/queries.ts";
import { connected, interpretRefusal, type PostgresqlSpec } from "./postgresql.ts";
import type { ProbeOutcome } from "./probe.ts";

/** Of the newest slot through which the log is received; undefined where there is none. */
export interface WalSlot {
  readonly slot: string;
  readonly isReceived: boolean;
  /** What was written and is not on the receiver's disk, in bytes. */
  readonly behind: number;
  /** What may be written before PostgreSQL gives the slot up, in bytes; absent where there is no limit. */
  readonly safe?: number;
  /** Name of the oldest file that is kept, empty where nobody has told it yet. */
  readonly oldest: string;
}

export type WalReceiverAnswer = { readonly slot: WalSlot | undefined } | { readonly error: unknown };

export function askWalReceiver(spec: PostgresqlSpec, timeoutMs: number, way: Inside): Promise<WalReceiverAnswer> {
  return connected(spec, timeoutMs, way, async (client) => {
    const { rows } = await client.query<Row>(walSlotQuery);
    const [row] = rows;
    if (row === undefined) return { slot: undefined };
    const { slot, received: isReceived, behind, safe, oldest } = row;
    const bytes = { behind: Number(behind ?? 0), ...(safe !== null && { safe: Number(safe) }) };
    return { slot: { slot, isReceived, ...bytes, oldest: oldest ?? "" } };
  });
}

interface Row {
  readonly slot: string;
  readonly received: boolean;
  readonly behind: string | null;
  readonly safe: string | null;
  readonly oldest: string | null;
}

export function interpretWalReceiver(answer: WalReceiverAnswer, spec: PostgresqlSpec): ProbeOutcome {
  if ("error" in answer) return interpretRefusal(answer.error, spec);
  const { slot } = answer;
  if (slot === undefined)
    return {
      ok: false,
      fault: "not-serving",
      message: "Nobody receives what PostgreSQL writes: it has no slot for it.",
    };
  if (!slot.isReceived) {
    const limit = slot.safe === undefined ? "" : `, and gives up after ${megabytes(slot.safe)} MB more`;
    return {
      ok: false,
      fault: "not-serving",
      message: `Nobody receives what PostgreSQL writes; it holds back ${megabytes(slot.behind)} MB${limit}.`,
      hint: "temporal-start logs temporal-wal-receiver --tail 20",
    };
  }
  const facts = { slot: slot.slot, behindBytes: slot.behind, oldestFile: slot.oldest };
  return { ok: true, summary: `${megabytes(slot.behind)} MB behind`, facts };
}

function megabytes(bytes: number): string {
  return String(Math.ceil(bytes / 1_048_576));
}
