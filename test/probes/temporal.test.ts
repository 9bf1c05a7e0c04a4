import { expect, test } from "vitest";
import { interpretTemporal } from "../../src/probes/temporal.ts";

const spec = { kind: "temporal", address: "127.0.0.1:7233", namespace: "default" } as const;

test("a server that serves is a success with its version", () => {
  expect(interpretTemporal({ serving: true, serverVersion: "1.22.0" }, spec)).toEqual({
    ok: true,
    summary: "SERVING · namespace default · 1.22.0",
    facts: { version: "1.22.0", namespace: "default" },
  });
});

test.each([
  ["NOT_SERVING", "", "not-serving", "Temporal Server is up but not serving yet."],
  ["DEADLINE_EXCEEDED", "Deadline exceeded", "timeout", "No answer from 127.0.0.1:7233."],
  ["NOT_FOUND", "Namespace default is not found.", "missing-namespace", 'Namespace "default" does not exist.'],
  ["UNAVAILABLE", "connect ECONNREFUSED 127.0.0.1:7233", "refused", "Nothing listens on 127.0.0.1:7233."],
  ["UNAVAILABLE", "read ECONNRESET", "starting", "Temporal Server is starting up or shutting down."],
  ["UNKNOWN", "no usable database connection found", "unexpected", "UNKNOWN: no usable database connection found"],
  ["INTERNAL", "13", "unexpected", "INTERNAL: 13"],
])("%s with %j", (code, message, fault, said) => {
  expect(interpretTemporal({ serving: false, code, message }, spec)).toMatchObject({ ok: false, fault, message: said });
});
