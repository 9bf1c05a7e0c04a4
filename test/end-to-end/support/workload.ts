import type { Client, ScheduleOptions, WorkflowStartOptions } from "@temporalio/client";
import type { SearchAttributePair } from "@temporalio/common";
import type { Cluster } from "./cluster.ts";
import { taskQueue, withWorker } from "./temporal.ts";

/** One search attribute of each type there is. */
const attributeTypes = {
  Kind: "Keyword",
  Words: "Text",
  Whole: "Int",
  Part: "Double",
  Flag: "Bool",
  Day: "Datetime",
  Labels: "KeywordList",
} as const;

/** Queries that each find one execution of the workload, by an attribute of each type. */
export const attributeQueries = [
  'Kind = "every-type"',
  'Words = "brown"',
  "Whole = 9007199254740991",
  "Part = 12.5",
  "Flag = true",
  'Day > "2026-01-01T00:00:00Z"',
  'Labels = "two"',
] as const;

export async function addAttributes(cluster: Cluster): Promise<void> {
  const words = Object.entries(attributeTypes).map(([name, type]) => `${name}=${type}`);
  const { exitCode, stderr } = await cluster.run("search-attribute", "add", ...words);
  if (exitCode !== 0) throw new Error(stderr);
}

const everyType: SearchAttributePair[] = [
  { key: { name: "Kind", type: "KEYWORD" }, value: "every-type" },
  { key: { name: "Words", type: "TEXT" }, value: "the quick brown fox" },
  { key: { name: "Whole", type: "INT" }, value: Number.MAX_SAFE_INTEGER },
  { key: { name: "Part", type: "DOUBLE" }, value: 12.5 },
  { key: { name: "Flag", type: "BOOL" }, value: true },
  { key: { name: "Day", type: "DATETIME" }, value: new Date("2026-11-29T10:11:12.130Z") },
  { key: { name: "Labels", type: "KEYWORD_LIST" }, value: ["one", "two"] },
];

/**
 * Executions of every kind and in every state: open ones that wait for a signal, a child or a timer, closed ones with
 * each status, a cron workflow and a schedule. Needs the attributes.
 */
export async function runWorkload(cluster: Cluster, client: Client): Promise<void> {
  const nobody = `${taskQueue}-nobody`;
  const start = async (type: string, workflowId: string, options: Partial<WorkflowStartOptions>): Promise<void> => {
    await client.workflow.start(type, { taskQueue, workflowId, args: [], ...options });
  };
  await withWorker(cluster, "default", async () => {
    await start("approvedOrder", "open-every-type", {
      args: ["every-type"],
      typedSearchAttributes: everyType,
      memo: { note: "remember", number: 7 },
    });
    await start("parentOrder", "open-parent", { args: ["open-parent"] });
    await start("later", "open-timer", { args: [3_600] });
    await start("greet", "unattended", { taskQueue: nobody, args: ["nobody"] });
    await start("later", "timed-out", { taskQueue: nobody, args: [1], workflowExecutionTimeout: "1s" });
    await start("later", "cancelled", { args: [3_600] });
    await start("later", "terminated", { args: [3_600] });
    await start("greet", "cron", { args: ["cron"], cronSchedule: "0 0 1 1 *" });
    await client.schedule.create(scheduleOf("schedule", nobody));
    await client.workflow.getHandle("cancelled").cancel();
    await client.workflow.getHandle("terminated").terminate("enough");
    const closing = [
      client.workflow.execute("greet", { taskQueue, workflowId: "completed", args: ["you"], memo: { closed: true } }),
      client.workflow.execute("continued", { taskQueue, workflowId: "continued", args: [2] }),
      client.workflow.execute("refused", { taskQueue, workflowId: "failed", args: [] }),
      client.workflow.execute("relabelled", {
        taskQueue,
        workflowId: "relabelled",
        args: ["after"],
        typedSearchAttributes: [{ key: { name: "Kind", type: "KEYWORD" }, value: "before" }],
      }),
      ...["cancelled", "terminated", "timed-out"].map((id) => client.workflow.getHandle(id).result()),
    ];
    await Promise.allSettled(closing);
  });
}

function scheduleOf(scheduleId: string, queue: string): ScheduleOptions {
  return {
    scheduleId,
    spec: { intervals: [{ every: "1h" }] },
    action: { type: "startWorkflow", workflowType: "greet", args: ["schedule"], taskQueue: queue },
    state: { paused: true, note: "asleep" },
  };
}
