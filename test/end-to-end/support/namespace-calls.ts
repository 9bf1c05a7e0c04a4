import { Client, type Connection } from "@temporalio/client";

/** What a client asks of one namespace. */
export type Call = (connection: Connection) => Promise<unknown>;
export const start: (namespace: string) => Call = (namespace) => (connection) =>
  new Client({ connection, namespace }).workflow.start("greet", {
    taskQueue: "nobody",
    workflowId: "w",
    workflowIdReusePolicy: "ALLOW_DUPLICATE",
  });
export const list: (namespace: string) => Call = (namespace) => (connection) =>
  connection.workflowService.listWorkflowExecutions({ namespace });
export const terminate: (namespace: string) => Call = (namespace) => (connection) =>
  new Client({ connection, namespace }).workflow.getHandle("w").terminate();
export const poll: (namespace: string) => Call = (namespace) => (connection) =>
  connection.withDeadline(Date.now() + 500, () =>
    connection.workflowService.pollWorkflowTaskQueue({ namespace, taskQueue: { name: "q" } }),
  );
export const change: (namespace: string) => Call = (namespace) => (connection) =>
  connection.workflowService.updateNamespace({ namespace, updateInfo: { description: "changed" } });
export const remove: (namespace: string) => Call = (namespace) => (connection) =>
  connection.operatorService.deleteNamespace({ namespace });
export const listNamespaces: Call = (connection) => connection.workflowService.listNamespaces({});
