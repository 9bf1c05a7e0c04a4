import { describe, expect, test } from "vitest";
import { type Check, type Finding, obstacle, ok, warning } from "../../src/doctor/check.ts";
import { checks } from "../../src/doctor/index.ts";
import { checksFor, judge } from "../../src/doctor/preflight.ts";
import { containerOf } from "../support/containers.ts";

const idsFor = (isNew: boolean, isFirst: boolean) => {
  const observed = new Map(isNew ? [] : [["temporal-web", containerOf("temporal-web")] as const]);
  return checksFor({ observed, isFirst }).map(({ id }) => id);
};

describe("the checks of a start", () => {
  test("that brings back what was stopped are those that may end it", () => {
    expect(idsFor(false, false)).toEqual(expect.arrayContaining(["memory", "processors", "images", "schema"]));
  });

  test("that makes all containers are those that may keep it from making them as well", () => {
    expect(idsFor(true, false).filter((id) => !idsFor(false, false).includes(id))).toEqual([
      "compose-version",
      "networks",
    ]);
  });

  test("that is the first are all but those of which the plan or its steps know the same", () => {
    const asked = idsFor(true, true);
    expect(checks.map(({ id }) => id).filter((id) => !asked.includes(id))).toEqual([
      "engine-reachable",
      "engine-permission",
      "memory-maps",
      "container-names",
      "data-volumes",
      "running-cluster",
      "memory-use",
      "last-backup",
      "throw-away",
      "compose-overlay",
      "vulnerabilities",
    ]);
  });
});

const check: Check = {
  id: "disk",
  group: "machine",
  title: "disk",
  needs: [],
  starts: "every",
  look: async () => [ok("never looked at")],
};
const steps = [
  { service: "temporal-server", subject: "temporal-server", action: "restart", reason: "asked for", isNew: false },
  { service: "temporal-web", subject: "temporal-web", action: "recreate", reason: "other settings", isNew: true },
] as const;
const judged = (finding: Finding, isFirst = true, changes: Partial<Check> = {}) =>
  judge([{ check: { ...check, ...changes }, finding, blockedBy: null }], { instance: "blue", isFirst, steps });

describe("what was found", () => {
  test("and has a code ends the start with it, in a sentence", () => {
    const found = obstacle({ code: "DISK_FULL", seen: "1 MB free", todo: "docker system df" });
    expect(judged(found)).toEqual({
      blockers: [{ code: "DISK_FULL", message: "Disk: 1 MB free.", hint: "docker system df" }],
      warnings: [],
    });
  });

  test.each([
    ["of a container that is replaced ends the start", "temporal-web", 1],
    ["of a container that stays does not", "temporal-server", 0],
  ] as const)("that is a loss %s", (_, endsReplacing, count) => {
    const found = obstacle({ code: "ARCHIVE_IN_CONTAINER", seen: "lost", todo: "copy" });
    expect(judged({ ...found, endsReplacing }).blockers).toHaveLength(count);
  });

  test.each([
    ["a failure that the plan judges", { state: "failure", seen: "taken", subject: "7233" } as const],
    ["what the start mends itself", { ...warning("not on the engine", "images build"), isForDoctor: true } as const],
    ["what is well", ok("50 GB free")],
  ])("is not worth a word where it is %s", (_, finding) => {
    expect(judged(finding)).toEqual({ blockers: [], warnings: [] });
  });

  test("is a line with its subject where it is a warning at a first start", () => {
    const found = { subject: "7233 temporal-server", ...warning("free, but not on ::1", "kill 7") };
    expect(judged(found, true, { title: "port" }).warnings).toEqual([
      "Port 7233 temporal-server: free, but not on ::1 (temporal-start --instance blue doctor tells what to do).",
    ]);
    expect(judged(found, false).warnings).toEqual([]);
  });

  test("is told at every start where it comes and goes", () => {
    expect(judged(warning("an hour behind", "wsl --shutdown"), false, { isPassing: true }).warnings).toHaveLength(1);
  });

  test("is nothing where a check could not look", () => {
    const finding = { state: "warning", seen: "not checked, because the engine does not answer" } as const;
    expect(judge([{ check, finding, blockedBy: "engine" }], { instance: "", isFirst: true, steps }).warnings).toEqual(
      [],
    );
  });
});
