import { expect, test } from "vitest";
import { interpretLogin, type LoginAnswer } from "../../src/probes/login.ts";

const spec = { kind: "login", url: "https://127.0.0.1:8088" } as const;
const failed = (code: string): LoginAnswer => ({ error: Object.assign(new Error(code), { code }) });

test.each([
  ["that asks who comes is well", { status: 401 }, { ok: true }],
  ["that lets in whoever comes is not", { status: 202 }, { ok: false, fault: "unexpected" }],
  ["that the gateway does not reach starts", { status: 502 }, { ok: false, fault: "starting" }],
  [
    "that answers something else is none",
    { status: 404 },
    { ok: false, fault: "unexpected", message: "The login answers with HTTP 404." },
  ],
  [
    "where nothing listens is refused",
    failed("ECONNREFUSED"),
    { ok: false, fault: "refused", message: "Nothing listens on 127.0.0.1:8088." },
  ],
  ["whose gateway closes starts", failed("ECONNRESET"), { ok: false, fault: "starting" }],
  [
    "that says nothing has a time limit",
    { error: new DOMException("late", "TimeoutError") },
    { ok: false, fault: "timeout" },
  ],
  ["of another authority is none of ours", failed("SELF_SIGNED_CERT_IN_CHAIN"), { ok: false, fault: "unexpected" }],
] as const)("a login %s", (_, answer, outcome) => {
  expect(interpretLogin(answer, spec)).toMatchObject(outcome);
});
