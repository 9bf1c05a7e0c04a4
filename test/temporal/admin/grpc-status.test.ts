import { expect, test } from "vitest";
import { grpcStatusName } from "../../../src/temporal/admin/grpc-status.ts";

test.each([
  [0, "OK"],
  [1, "CANCELLED"],
  [2, "UNKNOWN"],
  [3, "INVALID_ARGUMENT"],
  [4, "DEADLINE_EXCEEDED"],
  [5, "NOT_FOUND"],
  [6, "ALREADY_EXISTS"],
  [7, "PERMISSION_DENIED"],
  [8, "RESOURCE_EXHAUSTED"],
  [9, "FAILED_PRECONDITION"],
  [12, "UNIMPLEMENTED"],
  [13, "INTERNAL"],
  [14, "UNAVAILABLE"],
  [16, "UNAUTHENTICATED"],
])("%i is %s", (code, name) => {
  expect(grpcStatusName(code)).toBe(name);
});

test.each([-1, 17, 1.5])("%d, which is no code, is UNKNOWN", (code) => {
  expect(grpcStatusName(code)).toBe("UNKNOWN");
});
