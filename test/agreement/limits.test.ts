import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { retentionLimits } from "../../src/cluster/settings/retention.ts";
import { projectFolder } from "../support/in-process.ts";

const read = (path: string): Promise<string> => readFile(join(projectFolder, path), "utf8");
const text = await read("docs/limits.md");
const config = parse(await read("temporal-config/development-sql.yaml")) as Readonly<
  Record<string, readonly { readonly value: unknown }[]>
>;

const rows = [...text.matchAll(/^\| `([^`]+)` \| (\d+) \| (\d*) ?\| (yes|no) \| .+ \|$/gm)].map(
  ([, key = "", byDefault = "", here = ""]) => ({ key, byDefault: Number(byDefault), here }),
);

test("every row of the tables is read, and no key stands there twice", () => {
  expect(rows).toHaveLength(text.match(/^\| `/gm)?.length ?? 0);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});

test.each(rows)("$key is told as development-sql.yaml has it", ({ key, here }) => {
  expect(here).toBe(config[key] === undefined ? "" : String(config[key][0]?.value));
});

test("every number of development-sql.yaml is among them", () => {
  const numbers = Object.entries(config).filter(([, [entry]]) => typeof entry?.value === "number");
  expect(numbers.map(([key]) => key).filter((key) => rows.every((row) => row.key !== key))).toEqual([]);
});

test("workflows a second follow from the rate of the frontend", () => {
  const rate = Number(config["frontend.rps"]?.[0]?.value);
  expect(text).toContain(`${String(rate)} calls by 8.25 are ${String(Math.floor(rate / 8.25))} workflows.`);
});

test("the examples are YAML that the server could read", () => {
  const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = ""]) => parse(yaml) as object);
  const keys = examples.flatMap((example) => Object.keys(example));
  expect(keys.filter((key) => rows.every((row) => row.key !== key))).toEqual([]);
});

test("retentions are told as they are checked", () => {
  expect(text).toContain(`from 1h to ${String(retentionLimits.mostSeconds / 86_400)}d`);
});
