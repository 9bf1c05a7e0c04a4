import { instanceLabel } from "../../cluster/settings/instance.ts";
import { defined } from "../../defined.ts";
import { exitCodes } from "../../errors.ts";
import { backUpIndex } from "../backup/back-up-index.ts";
import type { MakeNeeds } from "../backup/make-backup.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { completedBy } from "../restore/index-after.ts";
import { requireConfirmation } from "../shared/confirmation.ts";
import { type HoldNeeds, holdCluster } from "../shared/hold-cluster.ts";
import { shellWord } from "../shared/shell-word.ts";
import { readWaitTimeoutMs, waitTimeoutFlag } from "../shared/wait-timeout.ts";
import { indexMaker } from "./index-maker.ts";
import { namespaceFlag, namespaceIdOf } from "./namespace-flag.ts";
import { type RecordNeeds, withRecords } from "./with-records.ts";

export const rebuild = defineCommand({
  name: "rebuild",
  summary: "Make the visibility index anew from the database, while the cluster runs",
  description:
    "Drops the index, makes it as the server needs it with all search attributes, writes a record of every execution that PostgreSQL has, and compares the two. Workflows run on; until it is done, lists and counts lack some of them. With --namespace only the records of that namespace are made anew.",
  flags: { namespace: namespaceFlag, yes: { flag: "--yes", summary: "do not ask" }, waitTimeout: waitTimeoutFlag },
  examples: [
    { command: "temporal-start visibility rebuild", explains: "when the index was lost, or lists something else" },
    { command: "temporal-start visibility rebuild --namespace orders --yes", explains: "one namespace, unasked" },
  ],
  async run(input, context: RecordNeeds & HoldNeeds & MakeNeeds & Needs<"confirm" | "isInteractive">) {
    const waitTimeoutMs = readWaitTimeoutMs(input.flags.waitTimeout);
    const [{ rebuildIndex }, { tellProgress }, { isListed, renderRebuilt }] = await Promise.all([
      import("../../visibility/rebuild-index.ts"),
      import("./tell-progress.ts"),
      import("./render-comparison.ts"),
    ]);
    const { clock, signal } = context;
    const { topology } = await context.settings();
    const makeIndex = await indexMaker(context);
    const { namespace } = input.flags;
    const { rebuilt, seconds } = await holdCluster(
      context,
      { command: "visibility rebuild", waitTimeoutMs },
      ({ onInterruptionSay }) =>
        withRecords(context, namespace === undefined, async ({ executions, index }) => {
          const namespaceId = await namespaceIdOf(executions, namespace);
          const total = await executions.estimate();
          const what = namespace === undefined ? "the visibility index" : `the visibility records of ${namespace}`;
          const words = namespace === undefined ? [] : ["--namespace", shellWord(namespace)];
          const deed = `drop ${what} of instance ${instanceLabel(topology.instance)} and make it anew from about ${total.toLocaleString("en")} executions in the database; lists lack some until it is done`;
          await requireConfirmation(context, input.flags.yes, {
            question: `This will ${deed}. Go on?`,
            deed,
            command: ["temporal-start visibility rebuild", ...words, "--yes"].join(" "),
          });
          const startedMs = clock.now();
          const complete = await completedBy(await backUpIndex(context, "a rebuild of the index"), signal);
          onInterruptionSay("The index does not list all workflows: temporal-start visibility rebuild begins anew.");
          const tell = tellProgress(context, total);
          const onRead = (stage: "write" | "compare", read: number): void => {
            tell(stage === "write" ? "Wrote records of" : "Compared", read);
          };
          const options = {
            executions,
            index,
            depth: "content" as const,
            clock,
            signal,
            makeIndex,
            onRead,
            ...defined({ complete, namespaceId }),
          };
          return { rebuilt: await rebuildIndex(options), seconds: (clock.now() - startedMs) / 1000 };
        }),
    );
    const { comparison, ...counts } = rebuilt;
    const isWell = isListed(rebuilt);
    return {
      exitCode: isWell ? exitCodes.ok : exitCodes.degraded,
      data: { isSame: isWell, seconds, ...counts, comparison },
      text: renderRebuilt(rebuilt, ` after a rebuild of ${seconds.toFixed(1)} s`),
    };
  },
});
