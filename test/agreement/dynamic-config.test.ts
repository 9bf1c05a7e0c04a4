// cspell:ignore Taskqueue
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { projectFolder } from "../support/in-process.ts";

/**
 * Keys of Temporal Server 1.22.0 (common/dynamicconfig/constants.go) with the type of their value.
 * The server ignores a key it does not know without a word, so a misspelt one must fail here.
 */
const keysOfServer: Readonly<Record<string, "number" | "boolean">> = {
  "frontend.rps": "number",
  "frontend.globalRPS": "number",
  "frontend.namespaceRPS": "number",
  "frontend.namespaceBurst": "number",
  "frontend.globalNamespaceRPS": "number",
  "frontend.namespaceCount": "number",
  "frontend.namespaceRPS.visibility": "number",
  "frontend.namespaceBurst.visibility": "number",
  "frontend.rps.namespaceReplicationInducingAPIs": "number",
  "frontend.namespaceRPS.namespaceReplicationInducingAPIs": "number",
  "frontend.namespaceBurst.namespaceReplicationInducingAPIs": "number",
  "frontend.persistenceMaxQPS": "number",
  "frontend.workerVersioningDataAPIs": "boolean",
  "frontend.workerVersioningWorkflowAPIs": "boolean",
  "frontend.enableUpdateWorkflowExecution": "boolean",
  "frontend.enableUpdateWorkflowExecutionAsyncAccepted": "boolean",
  "frontend.enableSchedules": "boolean",
  "frontend.enableBatcher": "boolean",
  "history.rps": "number",
  "history.persistenceMaxQPS": "number",
  "history.maximumSignalsPerExecution": "number",
  "matching.rps": "number",
  "matching.persistenceMaxQPS": "number",
  "matching.numTaskqueueReadPartitions": "number",
  "matching.numTaskqueueWritePartitions": "number",
  "system.enableEagerWorkflowStart": "boolean",
  "system.forceSearchAttributesCacheRefreshOnRead": "boolean",
  "limit.maxIDLength": "number",
  "limit.blobSize.error": "number",
  "limit.blobSize.warn": "number",
  "limit.memoSize.error": "number",
  "limit.memoSize.warn": "number",
  "limit.historySize.error": "number",
  "limit.historySize.warn": "number",
  "limit.historyCount.error": "number",
  "limit.historyCount.warn": "number",
};

type Entries = Readonly<Record<string, readonly { readonly value: unknown; readonly constraints?: object }[]>>;
const config = parse(await readFile(join(projectFolder, "temporal-config", "development-sql.yaml"), "utf8")) as Entries;

test.each(Object.entries(config))("%s is a key of the server and has a value of its type", (key, entries) => {
  expect(Object.keys(keysOfServer)).toContain(key);
  expect(entries.map(({ value }) => typeof value)).toEqual([keysOfServer[key]]);
  expect(entries.map(({ constraints }) => constraints ?? {})).toEqual([{}]);
});

test.each([
  ["frontend.rps", 1200],
  ["history.rps", 3000],
  ["frontend.workerVersioningDataAPIs", true],
  ["frontend.workerVersioningWorkflowAPIs", true],
])("the contract's %s is %j", (key, value) => {
  expect(config[key]).toEqual([{ value }]);
});

test("the retention of histories, which has no key, is not pretended to have one", () => {
  expect(Object.keys(config).filter((key) => /retention/i.test(key))).toEqual([]);
});
