import { status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { grpcStatusName } from "../../src/runtime/grpc-status.ts";

const codes = Object.entries(status).filter((entry): entry is [string, number] => typeof entry[1] === "number");

test.each(codes)("%s is the name of its number", (name, code) => {
  expect(grpcStatusName(code)).toBe(name);
});

test.each([-1, 17, 1.5])("%d, which is no code, is UNKNOWN", (code) => {
  expect(grpcStatusName(code)).toBe("UNKNOWN");
});
