import { randomUUID } from "node:crypto";
import { Connection } from "@temporalio/client";

/** Nobody works on it, so that a started workflow just stays. */
const taskQueue = "bench";
const callTimeoutMs = 1_000;
/** Of the gRPC health protocol. */
const serving = 1;
const daySeconds = 86_400;

/** Calls as a client makes them, each once and within a second. */
export interface TemporalProbe {
  /** Whether the namespace is listed: a look that leaves no trace in the server. */
  hasNamespace(): Promise<boolean>;
  /** @returns the id of a workflow whose start the server acknowledged */
  startWorkflow(): Promise<string>;
  isServing(): Promise<boolean>;
  hasWorkflow(workflowId: string): Promise<boolean>;
  registerNamespace(): Promise<void>;
  close(): Promise<void>;
}

const namespace = "default";

export function temporalProbe(port: number): TemporalProbe {
  const connection = Connection.lazy({
    address: `127.0.0.1:${String(port)}`,
    // Otherwise the client repeats calls itself, and its channel waits seconds before it tries again.
    interceptors: [],
    channelArgs: { "grpc.initial_reconnect_backoff_ms": 50, "grpc.max_reconnect_backoff_ms": 50 },
  });
  const within = <Answer>(call: () => Promise<Answer>): Promise<Answer> =>
    connection.withDeadline(Date.now() + callTimeoutMs, call);
  const { workflowService, healthService } = connection;
  return {
    async hasNamespace() {
      const { namespaces } = await within(() => workflowService.listNamespaces({ pageSize: 100 }));
      return namespaces.some(({ namespaceInfo }) => namespaceInfo?.name === namespace);
    },
    async startWorkflow() {
      const workflowId = `bench-${randomUUID()}`;
      const request = {
        namespace,
        workflowId,
        requestId: randomUUID(),
        workflowType: { name: "untouched" },
        taskQueue: { name: taskQueue },
      };
      await within(() => workflowService.startWorkflowExecution(request));
      return workflowId;
    },
    async isServing() {
      const service = "temporal.api.workflowservice.v1.WorkflowService";
      return ((await within(() => healthService.check({ service }))).status as number) === serving;
    },
    async hasWorkflow(workflowId) {
      await within(() => workflowService.describeWorkflowExecution({ namespace, execution: { workflowId } }));
      return true;
    },
    async registerNamespace() {
      const workflowExecutionRetentionPeriod = { seconds: daySeconds as never };
      await within(() => workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod }));
    },
    close: () => connection.close(),
  };
}
