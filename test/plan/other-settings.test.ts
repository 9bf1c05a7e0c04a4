import { describe, expect, test } from "vitest";
import type { StepAction } from "../../src/plan/decision.ts";
import { otherSettings } from "../../src/plan/other-settings.ts";
import type { StartPlan } from "../../src/plan/plan.ts";
import { containerOf } from "../support/containers.ts";

const planOf = (
  action: StepAction,
  madeWith: string | undefined,
): Pick<StartPlan, "steps" | "observed" | "leftovers"> => {
  const container = containerOf("temporal-web");
  const worn = madeWith === undefined ? {} : { settingsFile: madeWith };
  return {
    steps: [{ action, service: "temporal-web", subject: "temporal-web", reason: "settings changed", isNew: true }],
    observed: new Map([["temporal-web", { ...container, marks: { ...container.marks, ...worn } }]]),
    leftovers: [],
  };
};

test("a container that another folder's settings made is not replaced without a word", () => {
  expect(otherSettings(planOf("recreate", "/blue/temporal.env"), "/red/temporal.env")).toBe(
    "Settings of /blue/temporal.env made temporal-web; this start applies those of /red/temporal.env. A cluster of its own has another name: --instance NAME.",
  );
});

test("nor is one removed that another folder's settings ask for", () => {
  const container = {
    ...containerOf("temporal-web"),
    name: "temporal-dashboards",
    marks: { settingsFile: "/blue/t.env" },
  };
  const leftovers = [{ service: "temporal-dashboards", container, why: "surplus" }] as const;
  const found = otherSettings({ ...planOf("keep", undefined), leftovers }, "/red/temporal.env");
  expect(found).toContain("Settings of /blue/t.env made temporal-dashboards;");
});

test("settings of no file are called the defaults", () => {
  expect(otherSettings(planOf("recreate", "/blue/temporal.env"), undefined)).toContain("applies the defaults.");
});

describe("nothing is said", () => {
  test.each([
    ["of the same file", planOf("recreate", "/red/temporal.env")],
    ["where nothing is replaced", planOf("keep", "/blue/temporal.env")],
    ["where the container does not say what made it", planOf("recreate", undefined)],
    ["of a path that begins nobody knows where", planOf("recreate", "temporal.env")],
  ])("%s", (_, plan) => {
    expect(otherSettings(plan, "/red/temporal.env")).toBeUndefined();
  });
});
