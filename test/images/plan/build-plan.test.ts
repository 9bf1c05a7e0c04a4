import { describe, expect, test } from "vitest";
import { allRecipes, imageNames } from "../../../src/images/index.ts";
import { type BuildSituation, planBuild } from "../../../src/images/plan/build-plan.ts";
import { recipeHashes } from "../../../src/images/plan/content-hash.ts";

const files = new Map([
  ["cli/go/go.sum", "c1"],
  ["server/Dockerfile", "d1"],
  ["server/go/go.sum", "g1"],
  ["ui/go/go.sum", "u1"],
  ["dockerize/main.go", "z1"],
]);
const current = (changed = files) => new Map(recipeHashes(allRecipes, changed, "amd64"));
const plan = (changes: Partial<BuildSituation> = {}) =>
  planBuild({
    recipes: allRecipes,
    chosen: imageNames,
    files,
    architecture: "amd64",
    presentHashes: new Map(),
    force: false,
    ...changes,
  });
const imagesOf = ({ steps }: ReturnType<typeof plan>) =>
  steps.filter(({ task }) => task.type !== "artifact").map(({ image }) => image);

describe("what is built", () => {
  test("nothing on the engine: all images and what they stand on, parents first", () => {
    expect(imagesOf(plan())).toEqual(["base", "cli", "postgres", "elasticsearch", "server", "ui", "admin-tools"]);
  });

  test("everything up to date: nothing, and all are told as skipped", () => {
    expect(plan({ presentHashes: current() })).toEqual({ steps: [], skipped: imageNames });
  });

  test("one image chosen: only it and its parents", () => {
    expect(imagesOf(plan({ chosen: ["server"] }))).toEqual(["base", "cli", "server"]);
  });

  test("a parent that is up to date is not built again", () => {
    const presentHashes = current();
    presentHashes.delete("server");
    expect(imagesOf(plan({ presentHashes }))).toEqual(["server"]);
  });

  test("an image that is up to date does not need its parent back", () => {
    const presentHashes = current();
    presentHashes.delete("base");
    expect(plan({ presentHashes }).steps).toEqual([]);
  });

  test("a changed base makes everything new", () => {
    const recipes = allRecipes.map((recipe) => (recipe.name === "base" ? { ...recipe, version: "trixie" } : recipe));
    expect(imagesOf(plan({ recipes, presentHashes: current() }))).toHaveLength(7);
  });

  test("a changed Dockerfile makes its image new and no other", () => {
    const changed = new Map([...files, ["server/Dockerfile", "d2"]]);
    expect(imagesOf(plan({ files: changed, presentHashes: current() }))).toEqual(["server"]);
  });

  test("a changed lock of the server's module makes both images new that are compiled from it", () => {
    const changed = new Map([...files, ["server/go/go.sum", "g2"]]);
    expect(imagesOf(plan({ files: changed, presentHashes: current() }))).toEqual(["server", "admin-tools"]);
  });

  test("another processor architecture makes everything new", () => {
    expect(imagesOf(plan({ architecture: "arm64", presentHashes: current() }))).toHaveLength(7);
  });

  test("force builds what is up to date", () => {
    expect(imagesOf(plan({ force: true, chosen: ["ui"], presentHashes: current() }))).toEqual(["base", "ui"]);
  });
});

describe("what waits for what", () => {
  const { steps } = plan();
  const step = (title: string) => {
    const found = steps.find((candidate) => candidate.title === title);
    if (found === undefined) throw new Error(`no step "${title}"`);
    return found;
  };
  const titlesBefore = (title: string) => step(title).after.map((id) => steps.find((other) => other.id === id)?.title);

  test("each step comes after all it waits for", () => {
    const position = new Map(steps.map(({ id }, index) => [id, index]));
    for (const [index, { after }] of steps.entries()) {
      for (const id of after) expect(position.get(id)).toBeLessThan(index);
    }
  });

  test("a program that two images need is compiled once", () => {
    expect(steps.filter(({ title }) => title === "compile dockerize")).toHaveLength(1);
  });

  test("programs of one module are compiled one after the other", () => {
    expect(titlesBefore("compile temporal-sql-tool")).toEqual(["compile temporal-server"]);
    expect(titlesBefore("compile tdbg")).toEqual(["compile temporal-sql-tool"]);
  });

  test("programs of different modules are compiled side by side", () => {
    expect(titlesBefore("compile temporal-server")).toEqual([]);
    expect(titlesBefore("compile ui-server")).toEqual([]);
  });

  test("packages are fetched when the parent image tells what it has", () => {
    expect(titlesBefore("fetch Debian packages postgresql-15, locales, zstd")).toEqual([
      "bootstrap temporal-start/base:bookworm",
    ]);
  });

  test("an image waits for its parent and its artifacts", () => {
    expect(titlesBefore("make temporal-start/elasticsearch:7.17.9")).toEqual([
      "bootstrap temporal-start/base:bookworm",
      "fetch the jars",
      "fetch Debian packages openjdk-17-jre-headless",
    ]);
  });
});
