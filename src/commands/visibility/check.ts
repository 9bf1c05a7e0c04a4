import { programFor } from "../../cluster/settings/instance.ts";
import { exitCodes } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { namespaceFlag, namespaceIdOf } from "./namespace-flag.ts";
import { type RecordNeeds, withRecords } from "./with-records.ts";

export const check = defineCommand({
  name: "check",
  summary: "Compare the visibility index with the database, and change nothing",
  description:
    "Reads every execution in PostgreSQL and the record that Elasticsearch has of it, and tells what is not listed, what is listed otherwise, and what is listed and does not exist. Exit code 4: they differ.",
  flags: { namespace: namespaceFlag },
  examples: [{ command: "temporal-start visibility check", explains: "after a crash, or when a list looks wrong" }],
  async run(input, context: RecordNeeds & Needs<"reporter">) {
    // No other command needs them.
    const [{ compareIndex }, { isSame }, { tellProgress }, { renderComparison }] = await Promise.all([
      import("../../visibility/compare-index.ts"),
      import("../../visibility/is-same.ts"),
      import("./tell-progress.ts"),
      import("./render-comparison.ts"),
    ]);
    const { clock, signal } = context;
    const comparison = await withRecords(context, false, async ({ executions, index }) => {
      const namespaceId = await namespaceIdOf(executions, input.flags.namespace);
      const tell = tellProgress(context, await executions.estimate());
      const onRead = (read: number): void => {
        tell("Compared", read);
      };
      const options = { executions, index, depth: "content", clock, signal, onRead } as const;
      return compareIndex({ ...options, ...(namespaceId && { namespaceId }) });
    });
    const isWell = isSame(comparison);
    return {
      exitCode: isWell ? exitCodes.ok : exitCodes.degraded,
      data: { isSame: isWell, ...comparison },
      text:
        renderComparison(comparison) +
        (isWell ? "" : `Next: ${programFor((await context.settings()).topology.instance)} visibility rebuild\n`),
    };
  },
});
