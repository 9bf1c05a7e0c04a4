import { expect, test } from "vitest";
import { callable, temporalCalls } from "../../../src/temporal/admin/temporal-calls.ts";

/** A service in which each call answers with the name of the service. */
const serviceOf = (name: string, calls: readonly string[]): Record<string, () => string> => {
  const service: Record<string, () => string> = Object.create({ name }) as never;
  for (const call of calls)
    service[call] = function (this: { name: string }): string {
      return this.name;
    };
  return service;
};

const services = {
  workflowService: serviceOf("workflow", [...temporalCalls.workflowService, "terminateWorkflowExecution"]),
  operatorService: serviceOf("operator", temporalCalls.operatorService),
  healthService: serviceOf("health", temporalCalls.healthService),
};

test("a call of the list reaches its service", () => {
  expect(callable(services).workflowService.listNamespaces()).toBe("workflow");
});

test("a call that is not in the list is not there", () => {
  expect(Object.keys(callable(services).workflowService)).toEqual(temporalCalls.workflowService);
});

test("a call of the list that the client does not have is told at once", () => {
  const old = { ...services, healthService: {} };
  expect(() => callable(old)).toThrow("Temporal's client has no call check.");
});
