import { createRequire } from "node:module";
import { importSource } from "./import-source.mjs";

const listOfCalls = "src/temporal/admin/temporal-calls.ts";
const services = {
  workflowService: "temporal.api.workflowservice.v1.WorkflowService",
  operatorService: "temporal.api.operatorservice.v1.OperatorService",
  healthService: "grpc.health.v1.Health",
};
/** The client makes an object of it, and the program calls nothing of it. */
const uncalled = "temporal.api.testservice.v1.TestService";

/**
 * Keeps of Temporal's API description the calls of the program's own list, and all that their messages are made of.
 * The client builds objects of all 831 messages when it is loaded, which took a quarter of `status`.
 */
export const temporalApi = {
  name: "temporal-api",
  setup(build) {
    build.onLoad({ filter: /[\\/]@temporalio[\\/]proto[\\/]protos[\\/]json-module\.js$/ }, async ({ path }) => {
      const { temporalCalls } = await importSource(listOfCalls);
      const nested = reducedApi(createRequire(path)(path), temporalCalls);
      return {
        contents: `const { Root, roots } = require("protobufjs/light");
module.exports = (roots.__temporal ??= new Root()).addJSON(${JSON.stringify(nested)});`,
      };
    });
  },
};

/**
 * @param whole the description, as protobufjs has it
 * @param {Record<keyof typeof services, readonly string[]>} calls by the names they have in the client
 * @returns the part of the description that they need, as JSON
 */
export function reducedApi(whole, calls) {
  whole.resolveAll();
  const needed = new Map([[uncalled, new Set()]]);
  for (const [service, name] of Object.entries(services)) {
    const { methods } = whole.lookupService(name);
    const called = calls[service].map((call) => `${call[0].toUpperCase()}${call.slice(1)}`);
    needed.set(name, new Set(called));
    for (const method of called) {
      if (methods[method] === undefined) throw new Error(`${listOfCalls} has ${method}, and ${name} has not.`);
      collect(methods[method].resolvedRequestType, needed);
      collect(methods[method].resolvedResponseType, needed);
    }
  }
  return reduced("", whole.toJSON(), needed).nested;
}

/** Adds the name of a message or enumeration, of all that its fields are made of, and of the message it stands in. */
function collect(type, needed) {
  const name = type.fullName.slice(1);
  if (needed.has(name)) return;
  needed.set(name, undefined);
  if (type.parent.fieldsArray !== undefined) collect(type.parent, needed);
  for (const { resolvedType } of type.fieldsArray ?? []) if (resolvedType) collect(resolvedType, needed);
}

/** What of a namespace, message, enumeration or service is needed, or undefined. */
function reduced(name, { nested = {}, methods, ...own }, needed) {
  if (methods !== undefined) {
    const called = needed.get(name);
    const isCalled = ([method]) => called.has(method);
    return called && { ...own, methods: Object.fromEntries(Object.entries(methods).filter(isCalled)) };
  }
  const inner = Object.entries(nested)
    .map(([key, child]) => [key, reduced(name === "" ? key : `${name}.${key}`, child, needed)])
    .filter(([, child]) => child !== undefined);
  if (inner.length === 0) return needed.has(name) ? own : undefined;
  return { ...own, nested: Object.fromEntries(inner) };
}
