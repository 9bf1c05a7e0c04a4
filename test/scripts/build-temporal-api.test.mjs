import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { reducedApi } from "../../scripts/lib/build-temporal-api.mjs";

const load = createRequire(createRequire(import.meta.url).resolve("@temporalio/client"));
const whole = load("@temporalio/proto/protos/json-module.js");
const { Root } = createRequire(load.resolve("@temporalio/proto/protos/json-module.js"))("protobufjs/light");
const api = "temporal.api.workflowservice.v1";

test("what is called, sent and read is kept, and nothing else", () => {
  const { nested, names } = reducedApi(whole, "(await workflowService.getSystemInfo({})).serverVersion");
  expect(names).toEqual([`${api}.GetSystemInfoRequest`, `${api}.GetSystemInfoResponse`]);
  const service = Root.fromJSON({ nested }).lookupService(`${api}.WorkflowService`);
  expect(Object.keys(service.methods)).toEqual(["GetSystemInfo"]);
});

test("an answer is read as far as it is asked for, and a question reads the same at the other end", () => {
  const source = "workflowService.describeTaskQueue({ namespace, taskQueue: { name } }).pollers.length";
  const reduced = Root.fromJSON({ nested: reducedApi(whole, source).nested });
  const [answer, question] = ["Response", "Request"].map((kind) => `${api}.DescribeTaskQueue${kind}`);
  const bytes = whole
    .lookupType(answer)
    .encode({ pollers: [{ identity: "me", ratePerSecond: 5 }], taskQueueStatus: { readLevel: 7 } })
    .finish();
  expect(reduced.lookupType(answer).toObject(reduced.lookupType(answer).decode(bytes))).toEqual({ pollers: [{}] });
  const asked = { namespace: "default", taskQueue: { name: "queue" } };
  const sent = reduced.lookupType(question).encode(asked).finish();
  expect(whole.lookupType(question).toObject(whole.lookupType(question).decode(sent))).toEqual(asked);
});

test("a call that the service does not have ends the build", () => {
  expect(() => reducedApi(whole, "workflowService.makeCoffee({})")).toThrow(
    /calls MakeCoffee, which .*WorkflowService does not have/,
  );
});
