import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { messageCode } from "./build-message-code.mjs";
import { projectFolder } from "./project-folder.mjs";

/** The folder whose files call Temporal's API. */
const callers = "src/runtime";
const services = {
  workflowService: "temporal.api.workflowservice.v1.WorkflowService",
  operatorService: "temporal.api.operatorservice.v1.OperatorService",
  healthService: "grpc.health.v1.Health",
  // The client makes an object of this one whether it is called or not.
  testService: "temporal.api.testservice.v1.TestService",
};

/**
 * Keeps of Temporal's API description the calls that the program makes and the messages they carry. The client
 * builds objects of all 831 messages and 3021 fields when it is loaded, which took a fifth of `status`.
 */
export const temporalApi = {
  name: "temporal-api",
  setup(build) {
    build.onLoad({ filter: /[\\/]@temporalio[\\/]proto[\\/]protos[\\/]json-module\.js$/ }, ({ path }) => {
      const whole = createRequire(import.meta.url)(path);
      whole.resolveAll();
      const carried = new Set();
      const { nested } = reducedApi(whole, carried);
      const messages = [...carried].map((name) => whole.lookup(name)).filter((type) => type.fieldsArray !== undefined);
      return {
        contents: `"use strict";
const { Root, roots } = require("protobufjs/light");
${messageCode(messages, path)}
module.exports = (roots.__temporal ??= new Root()).addJSON(${JSON.stringify(nested)});`,
      };
    });
  },
};

/** Adds to `carried` the names of all messages and enumerations of the calls. */
function reducedApi(whole, carried) {
  const calls = new Map(Object.entries(services).map(([name, service]) => [service, calledMethods(name)]));
  for (const [service, names] of calls) {
    const { methods } = whole.lookupService(service);
    for (const name of names) {
      if (methods[name] === undefined) throw new Error(`${callers} calls ${name}, which ${service} does not have.`);
      collect(methods[name].resolvedRequestType, carried);
      collect(methods[name].resolvedResponseType, carried);
    }
  }
  return reduced("", whole.toJSON(), { calls, carried });
}

/** Names in the description begin with a capital letter. */
function calledMethods(service) {
  const folder = join(projectFolder, callers);
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
  const text = files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  const names = [...text.matchAll(new RegExp(`\\b${service}\\.(\\w)(\\w*)`, "g"))];
  return new Set(names.map(([, first, rest]) => `${first.toUpperCase()}${rest}`));
}

/** The message or enumeration and all that its fields are made of. */
function collect(type, carried) {
  const name = type.fullName.slice(1);
  if (carried.has(name)) return;
  carried.add(name);
  for (const { resolvedType } of type.fieldsArray ?? []) if (resolvedType) collect(resolvedType, carried);
}

/** The part of a namespace, message, enumeration or service that is needed, or undefined. */
function reduced(name, description, needed) {
  const { nested, methods, ...own } = description;
  if (methods !== undefined) {
    const called = needed.calls.get(name);
    return called && { ...own, methods: pick(methods, (_, key) => (called.has(key) ? methods[key] : undefined)) };
  }
  const inner = pick(nested ?? {}, (child, key) => reduced(name === "" ? key : `${name}.${key}`, child, needed));
  if (Object.keys(inner).length > 0) return { ...own, nested: inner };
  return needed.carried.has(name) ? own : undefined;
}

function pick(object, choose) {
  const chosen = Object.entries(object).map(([key, value]) => [key, choose(value, key)]);
  return Object.fromEntries(chosen.filter(([, value]) => value !== undefined));
}
