import { expect, test } from "vitest";
import type { NamespaceFacts } from "../../src/interfaces/temporal.ts";
import { planNamespace } from "../../src/temporal/namespace-plan.ts";

const week = 604_800;
const existing: NamespaceFacts = {
  name: "a",
  state: "registered",
  retentionSeconds: 3_600,
  description: "Ours",
  ownerEmail: "a@example.org",
};

test.each([
  ["missing", { name: "a" }, undefined, { action: "register", input: { name: "a", retentionSeconds: week } }],
  [
    "missing, with a retention of its own",
    { name: "a", retentionSeconds: 7_200, description: "New" },
    undefined,
    { action: "register", input: { name: "a", retentionSeconds: 7_200, description: "New" } },
  ],
  [
    "deleted before",
    { name: "a" },
    { ...existing, state: "deleted" },
    { action: "register", input: { name: "a", retentionSeconds: week } },
  ],
  ["there, and nothing else is asked for", { name: "a" }, existing, { action: "nothing" }],
  [
    "there, and as asked for",
    { name: "a", retentionSeconds: 3_600, description: "Ours" },
    existing,
    { action: "nothing" },
  ],
  [
    "there with another retention",
    { name: "a", retentionSeconds: week },
    existing,
    { action: "update", input: { name: "a", retentionSeconds: week } },
  ],
  [
    "there with another description",
    { name: "a", description: "" },
    existing,
    { action: "update", input: { name: "a", description: "" } },
  ],
  [
    "there with another owner",
    { name: "a", ownerEmail: "b@example.org" },
    existing,
    { action: "update", input: { name: "a", ownerEmail: "b@example.org" } },
  ],
  ["deprecated, and as asked for", { name: "a" }, { ...existing, state: "deprecated" }, { action: "nothing" }],
] as const)("a namespace that is %s", (_, wanted, found, plan) => {
  expect(planNamespace(wanted, found, week)).toEqual(plan);
});
