/**
 * The calls of Temporal's API that this program makes. The build keeps these of the API's description, with whole
 * messages, and `callable` gives the program no others: one that is missing here does not compile.
 */
export const temporalCalls = {
  workflowService: [
    "deleteWorkflowExecution",
    "describeNamespace",
    "describeSchedule",
    "describeTaskQueue",
    "getClusterInfo",
    "getSystemInfo",
    "listNamespaces",
    "listSchedules",
    "listTaskQueuePartitions",
    "listWorkflowExecutions",
    "pollWorkflowTaskQueue",
    "registerNamespace",
    "respondWorkflowTaskCompleted",
    "signalWorkflowExecution",
    "startWorkflowExecution",
    "updateNamespace",
  ],
  operatorService: ["addSearchAttributes", "deleteNamespace", "listSearchAttributes", "removeSearchAttributes"],
  healthService: ["check"],
} as const;

type Calls = typeof temporalCalls;

/** Of services such as those of a connection, the calls of the list, and nothing else. */
export type Callable<Services extends Record<keyof Calls, object>> = {
  readonly [Name in keyof Calls]: Pick<Services[Name], Calls[Name][number] & keyof Services[Name]>;
};

/** @throws TypeError where a service has no such call */
export function callable<Services extends Record<keyof Calls, object>>(services: Services): Callable<Services> {
  const only = Object.entries(temporalCalls).map(([name, calls]) => {
    const service = services[name as keyof Calls];
    return [name, Object.fromEntries(calls.map((call) => [call, required(service, call).bind(service)]))];
  });
  return Object.fromEntries(only) as Callable<Services>;
}

function required(service: object, call: string): (...given: unknown[]) => unknown {
  const found = (service as Readonly<Record<string, unknown>>)[call];
  if (typeof found !== "function") throw new TypeError(`Temporal's client has no call ${call}.`);
  return found as (...given: unknown[]) => unknown;
}
