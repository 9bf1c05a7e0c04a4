import { isOlder } from "../../cluster/requirements.ts";
import { instanceLabel } from "../../cluster/settings/instance.ts";
import { exitCodes } from "../../errors.ts";
import { backUpIndex } from "../backup/back-up-index.ts";
import type { MakeNeeds } from "../backup/make-backup.ts";
import type { CommandResult, Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import type { FlagDefinitions } from "../input.ts";
import { compareWithIndex } from "../restore/index-after.ts";
import type { PutNeeds } from "../restore/put-in-place.ts";
import { requireConfirmation } from "../shared/confirmation.ts";
import { keepElasticsearch } from "../shared/elasticsearch-image.ts";
import { withFlags } from "../shared/flag-words.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { readWaitTimeoutMs, waitTimeoutFlag } from "../shared/wait-timeout.ts";
import { wellStore } from "../shared/well-store.ts";
import { renderComparison } from "../visibility/render-comparison.ts";
import { findElasticsearchWay, toElasticsearchFlag } from "./elasticsearch-way.ts";
import { moveBack, moveForward } from "./move-elasticsearch.ts";
import { movedMeanwhile } from "./moved-meanwhile.ts";
import { prepareElasticsearch } from "./prepare-elasticsearch.ts";

const flags = {
  to: toElasticsearchFlag,
  yes: { flag: "--yes", summary: "do not ask before Elasticsearch is replaced" },
  waitTimeout: waitTimeoutFlag,
} as const satisfies FlagDefinitions;

export const elasticsearch = defineCommand({
  name: "elasticsearch",
  summary: "Bring the visibility index to another version of Elasticsearch 7.17, after confirmation",
  description:
    "Replaces Elasticsearch, runs a workflow, and compares the index with the database. Where it does not come up or the workflow fails, the version from before is brought back by itself. To a version that is older than the index the way leads, too: it begins with an empty index, which is filled from the database. The server is away while Elasticsearch is replaced; the workflows are in PostgreSQL and untouched.",
  flags,
  examples: [{ command: "temporal-start upgrade elasticsearch", explains: "to the latest version that is known" }],
  async run({ flags: given }, context: PutNeeds & HoldNeeds & MakeNeeds & Needs<"confirm" | "isInteractive">) {
    const { isSame } = await import("../../visibility/is-same.ts");
    const waitTimeoutMs = readWaitTimeoutMs(given.waitTimeout);
    const { instance } = (await context.settings()).topology;
    const { from, to } = await findElasticsearchWay(context, given.to);
    const here = `instance ${instanceLabel(instance)}`;
    if (from === to) {
      // One that has refused the index of a later version is of this one as well.
      await wellStore(context, "elasticsearch", true);
      return already(to);
    }
    const isBack = isOlder(to, from);
    const deed = `bring the index of ${here} ${isBack ? "back " : ""}from Elasticsearch ${from} to ${to}${isBack ? ", which drops it and makes it anew from the database" : ""}`;
    await requireConfirmation(context, given.yes, {
      question: `This will ${deed}; the server is away meanwhile. Go on?`,
      deed,
      command: withFlags("temporal-start upgrade elasticsearch", flags, { ...given, yes: true }),
    });
    const startedMs = context.clock.now();
    const held = { command: "upgrade elasticsearch", waitTimeoutMs };
    const comparison = await holdCluster(context, held, async ({ onInterruptionSay }) => {
      // Another command may have been at work until now.
      const way = await findElasticsearchWay(context, to);
      if (way.from !== from)
        throw movedMeanwhile(`the index to Elasticsearch ${way.from}`, "temporal-start upgrade status");
      await prepareElasticsearch(context, way.image, waitTimeoutMs);
      const backup = await backUpIndex(context, `the index went to Elasticsearch ${to}`);
      onInterruptionSay("temporal-start start goes on with the version that has the index.");
      const options = { waitTimeoutMs, startedMs, onInterruptionSay, backup };
      await (isBack ? moveBack(context, way, options) : moveForward(context, way, options));
      await keepElasticsearch(context, way.image);
      context.reporter.note("Comparing the visibility index with the data.");
      return compareWithIndex(context);
    });
    const seconds = (context.clock.now() - startedMs) / 1000;
    const isWell = isSame(comparison);
    return {
      exitCode: isWell ? exitCodes.ok : exitCodes.degraded,
      data: { version: to, from, seconds, isSame: isWell, executions: comparison.executions },
      text: `The index of ${here} is of Elasticsearch ${to} after ${seconds.toFixed(1)} s.\n${renderComparison(comparison)}${isWell ? "" : "Next: temporal-start visibility rebuild\n"}`,
    };
  },
});

function already(version: string): CommandResult {
  return {
    exitCode: exitCodes.ok,
    data: { version, from: version, seconds: null, isSame: null, executions: null },
    text: `The index is of Elasticsearch ${version} already.\n`,
  };
}
