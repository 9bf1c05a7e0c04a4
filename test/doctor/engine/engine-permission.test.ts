import { expect, test } from "vitest";
import { interpretPermission } from "../../../src/doctor/engine/engine-permission.ts";

const ada = { userName: "ada", groupIds: [1000] };

test("a user who is not refused may", () => {
  expect(interpretPermission({ ...ada, isForbidden: false, groupLine: undefined }).state).toBe("ok");
});

test.each([
  ["who is not in the group", "docker:x:998:bob", "sudo usermod -aG docker ada, then log out and in again"],
  [
    "whose session is older than the membership",
    "docker:x:998:bob,ada",
    "Log out and in again, or run newgrp docker in this terminal",
  ],
  [
    "on a machine without that group",
    undefined,
    "ls -l on the socket shows who may; use that user, or a rootless engine",
  ],
])("a refused user %s is told what to do", (_, groupLine, todo) => {
  expect(interpretPermission({ ...ada, isForbidden: true, groupLine })).toMatchObject({ state: "failure", todo });
});
