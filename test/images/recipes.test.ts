import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { services } from "../../src/cluster/services/index.ts";
import { allRecipes, buildableRecipes, imageRecipes } from "../../src/images/index.ts";

const imagesFolder = join(import.meta.dirname, "../../compose/images");
const read = (path: string): string => readFileSync(join(imagesFolder, path), "utf8");

test("every service has a recipe for the image that can stand in", () => {
  const tags = buildableRecipes.map(({ localTag }) => localTag);
  for (const { image } of services) expect(tags).toContain(image.local);
});

test("the images of the README are the recipes", () => {
  for (const { localTag, upstream } of imageRecipes) {
    expect(read("README.md")).toContain(localTag);
    expect(read("README.md")).toContain(upstream);
  }
});

describe.each(allRecipes)("recipe $name", ({ folder, bootstrap, artifacts, parent, localTag, version }) => {
  test("has a Dockerfile, or packages to be made of", () => {
    expect(bootstrap !== undefined || existsSync(join(imagesFolder, folder, "Dockerfile"))).toBe(true);
  });

  test("its tag carries its version", () => {
    expect(localTag.endsWith(`:${version}`)).toBe(true);
  });

  test("its parent stands before it in the list", () => {
    const names = allRecipes.map(({ name }) => name);
    const own = allRecipes.findIndex((recipe) => recipe.localTag === localTag);
    if (parent !== undefined) expect(names.indexOf(parent)).toBeLessThan(own);
    if (parent !== undefined) expect(names).toContain(parent);
  });

  test("its modules are locked", () => {
    for (const artifact of artifacts) {
      if (artifact.kind === "maven") expect(read(artifact.checksums).trim().split("\n").length).toBeGreaterThan(20);
      if (artifact.kind !== "go-program" && artifact.kind !== "go-files") continue;
      const usesOthers = read(join(artifact.module, "go.mod")).includes("require");
      expect(existsSync(join(imagesFolder, artifact.module, "go.sum"))).toBe(usesOthers);
    }
  });
});
