import { createLatch, type Latch } from "../async/latch.ts";
import { defined } from "../defined.ts";
import type { Backend, OperationCourse } from "../interfaces/backend.ts";
import type { Operation, OperationEdge, Point } from "../interfaces/operation.ts";

export interface Walk extends Partial<Pick<OperationCourse, "onNote" | "isStoreStarting">> {
  readonly backend: Pick<Backend, "perform">;
  readonly signal?: AbortSignal;
  /** Comes before anything of the operation is done. @throws what keeps it from being begun */
  readonly onBegin?: (operation: Operation) => void;
  readonly onPoint?: (operation: Operation, point: Point) => void;
  /** Whether an operation has nothing to do; until it answers, it may tell points. */
  readonly isDone?: (operation: Operation, onPoint: (point: Point) => void) => Promise<boolean>;
  readonly onBytes?: (operation: Operation, bytes: Parameters<OperationCourse["onBytes"]>[0]) => void;
}

/**
 * Walks a plan: each operation begins when those before it are as far as they have to be, and all that can goes on side
 * by side. Decides nothing. What comes after a failure is not begun.
 * @throws the first failure, at once; what is under way goes on until the signal aborts
 */
export async function carryOut(operations: readonly Operation[], walk: Walk): Promise<void> {
  await Promise.all(begin(operations, walk));
}

/**
 * The same, where nothing is gained by an end of all: what does not depend on a failure is still done.
 * @throws the first failure in the plan's order, when everything is over
 */
export async function carryOutAll(operations: readonly Operation[], walk: Walk): Promise<void> {
  const outcomes = await Promise.allSettled(begin(operations, walk));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

function begin(operations: readonly Operation[], walk: Walk): readonly Promise<void>[] {
  const points = new Map<string, Latch>();
  const pointOf = (id: string, point: Point): Latch => {
    const key = `${id} ${typeof point === "object" ? point.milestone : point}`;
    const latch = points.get(key) ?? createLatch();
    points.set(key, latch);
    return latch;
  };
  const ends = new Map<string, Promise<void>>();
  const reached = async ({ after, point }: OperationEdge): Promise<void> => {
    const end = ends.get(after);
    // Not part of this walk: it was done before.
    if (end === undefined) return;
    if (point === "over") await Promise.race([pointOf(after, "died").opened, end.catch(() => undefined)]);
    else await Promise.race([pointOf(after, point).opened, end]);
  };
  const one = async (operation: Operation): Promise<void> => {
    // After all have their place, whatever their order.
    await Promise.resolve();
    await Promise.all(operation.edges.map(reached));
    walk.signal?.throwIfAborted();
    walk.onBegin?.(operation);
    const onPoint = (point: Point): void => {
      pointOf(operation.id, point).open();
      walk.onPoint?.(operation, point);
    };
    const isDone = (await walk.isDone?.(operation, onPoint)) ?? false;
    walk.signal?.throwIfAborted();
    if (!isDone) await perform(operation, onPoint);
    onPoint("done");
  };
  const perform = (operation: Operation, onPoint: (point: Point) => void): Promise<void> =>
    walk.backend.perform(operation, {
      onPoint,
      onBytes: (bytes) => walk.onBytes?.(operation, bytes),
      onNote: walk.onNote ?? (() => undefined),
      ...defined({ signal: walk.signal, isStoreStarting: walk.isStoreStarting }),
    });
  for (const operation of operations) ends.set(operation.id, one(operation));
  return [...ends.values()];
}
