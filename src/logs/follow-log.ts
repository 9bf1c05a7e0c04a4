import type { ServiceName } from "../cluster/services/index.ts";
import { defined } from "../defined.ts";
import { TemporalStartError } from "../errors.ts";
import type { Clock } from "../interfaces/clock.ts";
import type { ContainerEngine, LogLine } from "../interfaces/engine.ts";
import type { ContainerFacts } from "../interfaces/engine-facts.ts";
import { isRunning } from "../plan/observed-state.ts";
import { type LogPosition, linesAfter, positionAfter, resumeSeconds } from "./log-position.ts";

/** How long after its end a log is looked for again. */
const pauseMs = 500;

export interface LogRange {
  readonly tail?: number;
  /** Seconds since the epoch; may have a fraction. */
  readonly sinceSeconds?: number;
  readonly untilSeconds?: number;
}

export interface FollowDependencies {
  readonly engine: ContainerEngine;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The service's container as it is now. */
  readonly container: (name: ServiceName) => Promise<ContainerFacts | undefined>;
}

/** The log of a service through all the containers it has and will have. */
export interface ServiceLog {
  /** What is written already, of the container that is there. Comes before `live`. */
  backlog(range: LogRange): AsyncIterable<readonly LogLine[]>;
  /** What follows, of this container and its successors, until the signal aborts. */
  live(range: Pick<LogRange, "sinceSeconds">): AsyncIterable<readonly LogLine[]>;
}

/** No line is lost and none comes twice: each reading goes on after the last line of the one before. */
export function openServiceLog(name: ServiceName, dependencies: FollowDependencies): ServiceLog {
  const { engine, clock, signal, container: find } = dependencies;
  let containerId: string | undefined;
  let position: LogPosition | undefined;
  /** A run that ended and whose log was read to its end since. */
  let finishedRun: string | undefined;

  async function* read(id: string, range: LogRange & { readonly follow: boolean }): AsyncGenerator<readonly LogLine[]> {
    try {
      yield* engine.logs(id, { ...range, signal });
    } catch (error) {
      // Replaced meanwhile; its successor is looked for.
      if (!isGone(error)) throw error;
    }
  }

  async function* seen(batches: AsyncIterable<readonly LogLine[]>): AsyncGenerator<readonly LogLine[]> {
    for await (const batch of batches) {
      position = positionAfter(batch, position);
      yield batch;
    }
  }

  /** What comes after the position; of a log of which nothing was seen yet, all from the given moment on. */
  function goOn(
    id: string,
    { follow, sinceSeconds }: { readonly follow: boolean; readonly sinceSeconds: number | undefined },
  ): AsyncGenerator<readonly LogLine[]> {
    if (position === undefined) return seen(read(id, { follow, ...defined({ sinceSeconds }) }));
    return seen(linesAfter(position, read(id, { follow, sinceSeconds: resumeSeconds(position) })));
  }

  /** The container, unless it has ended and everything it wrote was read. */
  async function unread(): Promise<ContainerFacts | undefined> {
    const container = await find(name);
    if (container === undefined) return undefined;
    if (isRunning(container)) {
      finishedRun = undefined;
      return container;
    }
    const details = await engine.containerDetails(container.id);
    const run = `${container.id} ${String(details?.startedAtMs)} ${String(details?.finishedAtMs)}`;
    if (run === finishedRun) return undefined;
    finishedRun = run;
    return container;
  }

  return {
    async *backlog({ tail, ...range }) {
      const container = await find(name);
      if (container === undefined) return;
      containerId = container.id;
      // Of a log of which nothing is to be shown, the end must be known all the same.
      const isShown = tail !== 0;
      const asked = defined({ ...range, tail: isShown ? tail : 1 });
      for await (const batch of seen(read(container.id, { ...asked, follow: false }))) if (isShown) yield batch;
    },

    async *live({ sinceSeconds }) {
      while (!signal.aborted) {
        const container = await unread();
        if (container !== undefined) {
          if (container.id !== containerId) position = undefined;
          containerId = container.id;
          if (isRunning(container)) yield* goOn(container.id, { follow: true, sinceSeconds });
          // The stream may have ended before the last words, and the container is perhaps about to be removed.
          yield* goOn(container.id, { follow: false, sinceSeconds });
        }
        await clock.sleep(pauseMs, signal);
      }
    },
  };
}

/** The container was removed, or is about to be. */
function isGone(error: unknown): boolean {
  const cause = error instanceof TemporalStartError ? error.facts.cause : undefined;
  const { statusCode } = (cause ?? {}) as { readonly statusCode?: unknown };
  return statusCode === 404 || statusCode === 409;
}
