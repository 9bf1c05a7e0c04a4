import { expect, test } from "vitest";
import { allRecipes, imageNames } from "../../../src/images/index.ts";
import { planBuild } from "../../../src/images/plan/build-plan.ts";
import { missingToolsError, toolsFor } from "../../../src/images/plan/build-tools.ts";

const tasksFor = (chosen: readonly string[]) =>
  planBuild({
    recipes: allRecipes,
    chosen,
    files: new Map(),
    architecture: "amd64",
    presentHashes: new Map(),
    force: false,
  }).steps.map(({ task }) => task);

test("each tool is asked for once", () => {
  const programs = toolsFor(tasksFor(imageNames)).map(({ program }) => program);
  expect(programs.sort()).toEqual(["apt-get", "docker buildx", "go", "mmdebstrap", "mvn"]);
});

test("PostgreSQL alone needs neither Go nor Maven", () => {
  const programs = toolsFor(tasksFor(["postgres"])).map(({ program }) => program);
  expect(programs.sort()).toEqual(["apt-get", "docker buildx", "mmdebstrap"]);
});

test("all missing tools are named at once, with the packages that bring them", () => {
  const missing = [
    { program: "mmdebstrap", debianPackage: "mmdebstrap" },
    { program: "mvn", debianPackage: "maven" },
  ];
  const { facts, exitCode } = missingToolsError(missing, undefined);
  expect(facts.message).toBe(
    "Building the images needs mmdebstrap (Debian package mmdebstrap), mvn (Debian package maven).",
  );
  expect(facts.hint).toContain("sudo apt-get install mmdebstrap maven");
  expect(exitCode).toBe(6);
});

test("a Go that is too old is told with its version", () => {
  const { facts } = missingToolsError([{ program: "go", debianPackage: "golang-go" }], "go1.19.8");
  expect(facts.message).toContain("go 1.21 or newer (here go1.19.8");
});
