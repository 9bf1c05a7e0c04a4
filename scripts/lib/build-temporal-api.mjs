import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { messageCode } from "./build-message-code.mjs";
import { projectFolder } from "./project-folder.mjs";

/** The files that call Temporal's API and read its answers. A name counts wherever it stands in them. */
const callersFolder = join(projectFolder, "src/temporal/admin");
const isCaller = (file) => file.startsWith("temporal-");
const services = {
  workflowService: "temporal.api.workflowservice.v1.WorkflowService",
  operatorService: "temporal.api.operatorservice.v1.OperatorService",
  healthService: "grpc.health.v1.Health",
  // The client makes an object of this one whether it is called or not.
  testService: "temporal.api.testservice.v1.TestService",
};

/**
 * Keeps of Temporal's API description the calls that the program makes, the messages they carry, and of these the
 * fields whose names stand in the files that call: others are skipped when they come, as those of a newer server are.
 * The client builds objects of all 831 messages and 3021 fields when it is loaded, which took a fifth of `status`.
 */
export const temporalApi = {
  name: "temporal-api",
  setup(build) {
    build.onLoad({ filter: /[\\/]@temporalio[\\/]proto[\\/]protos[\\/]json-module\.js$/ }, ({ path }) => {
      const load = createRequire(path);
      const { Root, Type } = load("protobufjs/light");
      const source = readdirSync(callersFolder)
        .filter(isCaller)
        .map((file) => readFileSync(join(callersFolder, file), "utf8"));
      const { nested, names } = reducedApi(load(path), source.join("\n"));
      const root = Root.fromJSON({ nested });
      root.resolveAll();
      const messages = names.map((name) => root.lookup(name)).filter((found) => found instanceof Type);
      return {
        contents: `"use strict";
const { Root, roots } = require("protobufjs/light");
${messageCode(messages, path)}
module.exports = (roots.__temporal ??= new Root()).addJSON(${JSON.stringify(nested)});`,
      };
    });
  },
};

/** The description of what the source calls, names and reads, and the names of the messages and enumerations in it. */
export function reducedApi(whole, source) {
  whole.resolveAll();
  const words = new Set(source.match(/\w+/g));
  const carried = new Set();
  const calls = new Map(Object.entries(services).map(([name, service]) => [service, calledMethods(name, source)]));
  for (const [service, names] of calls) {
    const { methods } = whole.lookupService(service);
    for (const name of names) {
      if (methods[name] === undefined)
        throw new Error(`src/temporal/admin/temporal-*.ts calls ${name}, which ${service} does not have.`);
      collect(methods[name].resolvedRequestType, { words, carried });
      collect(methods[name].resolvedResponseType, { words, carried });
    }
  }
  const { nested } = reduced("", whole.toJSON(), { words, calls, carried });
  return { nested, names: [...carried] };
}

/** Names in the description begin with a capital letter. */
function calledMethods(service, source) {
  const names = [...source.matchAll(new RegExp(`\\b${service}\\.(\\w)(\\w*)`, "g"))];
  return new Set(names.map(([, first, rest]) => `${first.toUpperCase()}${rest}`));
}

/** Adds the name of the message or enumeration, and of all that its needed fields are made of. */
function collect(type, { words, carried }) {
  const name = type.fullName.slice(1);
  if (carried.has(name)) return;
  carried.add(name);
  const needed = (type.fieldsArray ?? []).filter((field) => words.has(field.name));
  for (const { resolvedType } of needed) if (resolvedType) collect(resolvedType, { words, carried });
}

/** The part of a namespace, message, enumeration or service that is needed, or undefined. */
function reduced(name, description, needed) {
  const { nested, methods, ...own } = description;
  if (methods !== undefined) {
    const called = needed.calls.get(name);
    return called && { ...own, methods: pick(methods, (_, key) => (called.has(key) ? methods[key] : undefined)) };
  }
  const inner = pick(nested ?? {}, (child, key) => reduced(name === "" ? key : `${name}.${key}`, child, needed));
  const kept = needed.carried.has(name) ? withNeededFields(own, needed.words) : undefined;
  return Object.keys(inner).length > 0 ? { ...(kept ?? withNeededFields(own, noFields)), nested: inner } : kept;
}

/** Of a message that none carries, and that has others inside. */
const noFields = new Set();

/** A choice keeps those of its fields that are left. */
function withNeededFields({ oneofs, fields, ...own }, words) {
  if (fields === undefined) return own;
  const kept = pick(fields, (field, name) => (words.has(name) ? field : undefined));
  const choices = pick(oneofs ?? {}, ({ oneof }) => {
    const left = oneof.filter((name) => name in kept);
    return left.length === 0 ? undefined : { oneof: left };
  });
  return { ...own, fields: kept, ...(Object.keys(choices).length > 0 && { oneofs: choices }) };
}

function pick(object, choose) {
  const chosen = Object.entries(object).map(([key, value]) => [key, choose(value, key)]);
  return Object.fromEntries(chosen.filter(([, value]) => value !== undefined));
}
