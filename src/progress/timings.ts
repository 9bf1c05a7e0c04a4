import type { Topology } from "../cluster/topology.ts";
import type { ContainerEngine } from "../interfaces/engine.ts";
import { ownContainers } from "../observe/own-containers.ts";
import { criticalChain, type Link, type Span } from "./critical-chain.ts";

/** Where the time of a start went. */
export interface Timings {
  /** What waited on what; the times add up to `totalMs`. */
  readonly chain: readonly Link[];
  readonly totalMs: number;
  /** Everything that was noted, with the milliseconds since the beginning. */
  readonly marks: readonly Span[];
  /** As the engine tells, RFC 3339; a job has an end. */
  readonly containers: Readonly<
    Record<string, { readonly startedAt: string | null; readonly finishedAt: string | null }>
  >;
}

export async function collectTimings(
  spans: readonly Span[],
  engine: ContainerEngine,
  topology: Topology,
): Promise<Timings> {
  const containers = [...(await ownContainers(engine, topology)).values()];
  const details = await Promise.all(containers.map(({ id }) => engine.containerDetails(id)));
  const chain = criticalChain(spans);
  return {
    chain,
    totalMs: chain.reduce((sum, { tookMs }) => sum + tookMs, 0),
    marks: spans,
    containers: Object.fromEntries(
      containers.map(({ name, state }, index) => [
        name,
        {
          startedAt: moment(details[index]?.startedAtMs),
          finishedAt: state === "exited" ? moment(details[index]?.finishedAtMs) : null,
        },
      ]),
    ),
  };
}

function moment(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}

/** One line a link: how long it took, when it was over, and what it was. */
export function renderTimings({ chain, totalMs }: Timings): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`.padStart(9);
  const rows = chain.map(({ name, fromMs, tookMs }) => `${seconds(tookMs)}  ${seconds(fromMs + tookMs)}  ${name}`);
  return ["Critical chain: took, until, what", ...rows, `${seconds(totalMs)}  in all`, ""].join("\n");
}
