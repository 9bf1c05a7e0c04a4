import type { Checksums, Manifest } from "../backup/manifest.ts";
import type { ExecutionCounts } from "../interfaces/database.ts";

const leastSlack = 10;
const slackShare = 0.01;

type Content = Pick<Manifest, "cluster" | "namespaces" | "searchAttributes">;

/** What was found in a restored database. */
export interface Found extends Content {
  /** Before a server ran on it. */
  readonly counts: ExecutionCounts;
}

/** What a restored database lacks of what its backup says, each in a sentence. What came to it since is not told. */
export function lostContent(manifest: Manifest, { counts }: Pick<Checksums, "counts">, found: Found): string[] {
  return [
    ...lostOfCluster(manifest.cluster, found.cluster),
    ...lostExecutions([manifest.counts.executions, counts.executions], found.counts.executions),
    ...manifest.namespaces.flatMap(({ name, id, retentionSeconds }) => {
      const same = found.namespaces.find((namespace) => namespace.id === id);
      if (same?.name !== name) return [`Namespace ${name} is not there.`];
      if (same.retentionSeconds === retentionSeconds) return [];
      return [
        `Namespace ${name} has ${String(same.retentionSeconds)} s of retention, not ${String(retentionSeconds)}.`,
      ];
    }),
    ...Object.entries(manifest.searchAttributes).flatMap(([index, types]) =>
      Object.entries(types).flatMap(([name, type]) =>
        found.searchAttributes[index]?.[name] === type ? [] : [`Search attribute ${name}=${type} is not there.`],
      ),
    ),
  ];
}

function lostOfCluster(wanted: Content["cluster"], found: Content["cluster"]): readonly string[] {
  const isSame = wanted.id === found.id && wanted.name === found.name && wanted.historyShards === found.historyShards;
  const words = ({ name, id, historyShards }: Content["cluster"]): string =>
    `${name} (${id}) with ${String(historyShards)} history shards`;
  return isSame ? [] : [`The cluster is ${words(found)}, not ${words(wanted)}.`];
}

/**
 * A backup is of a moment between the two counts, and both may be missed by what comes, and what goes when its retention
 * ends. That nothing of the copy is lost, its checksums tell; this tells another database.
 */
function lostExecutions(counted: readonly number[], found: number): readonly string[] {
  const [least, most] = [Math.min(...counted), Math.max(...counted)];
  const slack = Math.max(leastSlack, Math.ceil(most * slackShare));
  if (found >= least - slack && found <= most + slack) return [];
  const wanted = least === most ? `about ${String(least)}` : `between about ${String(least)} and ${String(most)}`;
  return [`There are ${String(found)} executions, not ${wanted}.`];
}
