import { expect, test } from "vitest";
import { isLastingFault } from "../../src/probes/probe.ts";
import { interpretWeb } from "../../src/probes/web.ts";
import { testSettings, testUnit } from "../support/settings.ts";

const spec = { kind: "web", url: "http://127.0.0.1:8088" } as const;
const page = '<!doctype html>\n<html lang="en"></html>';
const requestFailed = (code: string): Error => Object.assign(new Error(`connect ${code}`), { code });

test("a page and an API that reaches the server are a success", () => {
  expect(interpretWeb({ pageStatus: 200, page, apiStatus: 200, settings: '{"Version":"2.21.3"}' }, spec)).toEqual({
    ok: true,
    summary: "page and API",
    facts: { version: "2.21.3" },
  });
});

test.each([
  [
    "a page without its API",
    { pageStatus: 200, page, apiStatus: 503, settings: "" },
    "upstream-unreachable",
    "The page is served, but its API does not reach Temporal Server (HTTP 503).",
  ],
  [
    "another program's answer",
    { pageStatus: 200, page: "hello", apiStatus: 200, settings: "" },
    "unexpected",
    "The page answers with HTTP 200.",
  ],
  [
    "a page that is not there",
    { pageStatus: 404, page, apiStatus: 200, settings: "" },
    "unexpected",
    "The page answers with HTTP 404.",
  ],
  ["a closed port", { error: requestFailed("ECONNREFUSED") }, "refused", "Nothing listens on 127.0.0.1:8088."],
  [
    "a reset connection",
    { error: requestFailed("ECONNRESET") },
    "starting",
    "The Web UI is starting up or shutting down.",
  ],
  [
    "silence",
    { error: new DOMException("timed out", "TimeoutError") },
    "timeout",
    "No answer from http://127.0.0.1:8088.",
  ],
  ["anything else", { error: requestFailed("EHOSTUNREACH") }, "unexpected", "connect EHOSTUNREACH"],
])("%s", (_, answer, fault, message) => {
  expect(interpretWeb(answer, spec)).toMatchObject({ ok: false, fault, message });
});

test("another server that TEMPORAL_ADDRESS names, and that is not there, is no fault that passes", () => {
  const elsewhere = { ...spec, otherServer: "nowhere.example.org:7233" };
  const outcome = interpretWeb({ pageStatus: 200, page, apiStatus: 503, settings: "" }, elsewhere);
  expect(outcome).toMatchObject({
    ok: false,
    fault: "wrong-address",
    message: "TEMPORAL_ADDRESS is nowhere.example.org:7233, where the Web UI finds no Temporal Server (HTTP 503).",
  });
  expect(isLastingFault("wrong-address")).toBe(true);
});

test.each([
  ["temporal-server:7233", undefined],
  ["temporal-blue-server:7233", undefined],
  ["nowhere.example.org:7233", "nowhere.example.org:7233"],
])("the server at %s is asked for as the other server %j", (address, otherServer) => {
  const values = testSettings({ TEMPORAL_ADDRESS: address }).values;
  expect(testUnit("temporal-web").probe?.(values, "127.0.0.1")).toEqual({
    ...spec,
    ...(otherServer === undefined ? {} : { otherServer }),
  });
});
