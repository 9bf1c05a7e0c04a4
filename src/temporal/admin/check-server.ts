import type { Connection } from "@temporalio/client/lib/connection.js";
import { defined } from "../../defined.ts";
import type { NamespaceFacts, ServerCheck } from "../../interfaces/temporal.ts";
import { overdueSchedules } from "./overdue-schedules.ts";
import type { Within } from "./poll-task.ts";
import type { Callable } from "./temporal-calls.ts";

/** The health service answers for this name once the frontend's membership is initialised. */
const frontendService = "temporal.api.workflowservice.v1.WorkflowService";
const serving = 1;

type Services = Pick<Callable<Connection>, "workflowService" | "healthService">;

export async function isServing({ healthService }: Pick<Services, "healthService">): Promise<boolean> {
  return ((await healthService.check({ service: frontendService })).status as number) === serving;
}

export interface Asked {
  readonly namespace: string;
  /** Asks for more, and for all of it at once: only where nobody is about to make the namespace. */
  readonly inOneGo: boolean;
  readonly findNamespace: (name: string) => Promise<NamespaceFacts | undefined>;
  readonly findHistoryShards: () => Promise<number | undefined>;
  readonly within: Within;
}

/** @throws an error of gRPC */
export async function checkServer(
  services: Services,
  { namespace, inOneGo, findNamespace, findHistoryShards, within }: Asked,
): Promise<ServerCheck> {
  const { workflowService } = services;
  const list = (): Promise<unknown> => workflowService.listWorkflowExecutions({ namespace, pageSize: 1 });
  const listed = inOneGo ? list() : undefined;
  // What comes before it has the better words for what is wrong.
  listed?.catch(() => undefined);
  const [isUp, info, found, historyShards, overdue] = await Promise.all([
    isServing(services),
    workflowService.getSystemInfo({}),
    findNamespace(namespace),
    inOneGo ? findHistoryShards() : undefined,
    inOneGo ? overdueSchedules(workflowService, namespace, Date.now(), within) : undefined,
  ]);
  if (!isUp) return { serving: false, code: "NOT_SERVING", message: "" };
  if (found === undefined)
    return { serving: false, code: "NOT_FOUND", message: `Namespace ${namespace} is not found.` };
  await (listed ?? list());
  return { serving: true, serverVersion: info.serverVersion, ...defined({ historyShards, overdue }) };
}
