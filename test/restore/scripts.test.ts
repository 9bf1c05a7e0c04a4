import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { cleanUp, swap, underWay, unpack } from "../../src/restore/scripts.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const run = promisify(execFile);
const id = "abc";
const names = ["PG_VERSION", "base", "global", ".hidden"];

function write(folder: string, content: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of names.filter((one) => one !== "base")) writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, "base"));
  writeFileSync(join(folder, "base", "1"), content);
}

/** Whether a folder has this data and no other. */
function has(folder: string, content: string): boolean {
  const there = readdirSync(folder).filter((name) => !/^pgsql_tmp|^\.whole$/.test(name));
  const files = names.map((name) => join(folder, name === "base" ? "base/1" : name));
  return (
    there.toSorted().join() === names.toSorted().join() && files.every((file) => readFileSync(file, "utf8") === content)
  );
}

/** A data folder with recovered data beside it, and a folder of programs of which `mv` kills its shell at the call of that number. */
async function prepared(killsAt: number): Promise<{ readonly data: string; readonly path: string }> {
  const folder = await temporaryFolder();
  const [data, programs] = [join(folder, "data of ours"), join(folder, "programs")];
  write(data, "old");
  write(join(data, `pgsql_tmp.restore-${id}`), "new");
  writeFileSync(join(data, `pgsql_tmp.recovered-${id}`), "");
  mkdirSync(programs);
  const count = join(folder, "count");
  const mv = `#!/bin/sh
echo >>'${count}'
if [ "$(wc -l <'${count}')" -eq ${String(killsAt)} ]; then kill -9 $PPID; exit 1; fi
exec /bin/mv "$@"
`;
  writeFileSync(join(programs, "mv"), mv);
  chmodSync(join(programs, "mv"), 0o755);
  return { data, path: [programs, process.env.PATH ?? ""].join(delimiter) };
}

const sh = async (script: string, data: string, path = process.env.PATH ?? ""): Promise<string> =>
  (await run("sh", ["-c", script, data, id], { env: { PATH: path } })).stdout.trim();

describe("A base backup", () => {
  const packed = async (): Promise<Buffer> => {
    const folder = await temporaryFolder();
    write(folder, "new");
    const { stdout } = await run("tar", ["-czf", "-", "-C", folder, "."], { encoding: "buffer" });
    return stdout;
  };
  const unpackTo = async (data: string, content: Buffer, program = "gzip"): Promise<unknown> => {
    const unpacking = run("sh", ["-c", unpack, data, id, "1", program], { env: { PATH: process.env.PATH ?? "" } });
    unpacking.child.stdin?.on("error", () => undefined).end(content);
    return unpacking;
  };

  test("is unpacked beside the data, and what another restore has left goes", async () => {
    const data = await temporaryFolder();
    mkdirSync(join(data, "pgsql_tmp.restore-other"));
    await unpackTo(data, await packed());
    expect(has(join(data, `pgsql_tmp.restore-${id}`), "new")).toBe(true);
    expect(readdirSync(data)).toEqual([`pgsql_tmp.restore-${id}`]);
  });

  test.each([10, 100])("that breaks off %d bytes before its end is none", async (lacking) => {
    const content = await packed();
    const data = await temporaryFolder();
    await expect(unpackTo(data, content.subarray(0, content.length - lacking))).rejects.toThrow();
  });

  test("is not unpacked, and nothing is removed, while other data is half in place", async () => {
    const { data, path } = await prepared(2);
    await sh(swap, data, path).catch(() => undefined);
    await expect(unpackTo(data, await packed())).rejects.toMatchObject({ code: 81 });
    await sh(swap, data);
    expect(has(data, "new")).toBe(true);
  });

  test("that nothing here unpacks changes nothing", async () => {
    const data = await temporaryFolder();
    mkdirSync(join(data, "pgsql_tmp.restore-other"));
    await expect(unpackTo(data, await packed(), "no-such-program")).rejects.toMatchObject({ code: 80 });
    expect(readdirSync(data)).toEqual(["pgsql_tmp.restore-other"]);
  });
});

describe("The change of places", () => {
  test("puts the new data in place and keeps the old", async () => {
    const { data } = await prepared(0);
    await sh(swap, data);
    expect(has(data, "new")).toBe(true);
    expect(has(join(data, `pgsql_tmp.before-${id}`), "old")).toBe(true);
    expect(await sh(underWay, data)).toBe("");
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])("killed at rename %d goes on where it was", async (killsAt) => {
    const { data, path } = await prepared(killsAt);
    await expect(sh(swap, data, path)).rejects.toThrow();
    const isOld = has(data, "old");
    // Either nothing was moved, or PostgreSQL does not start.
    expect(readdirSync(data).includes("PG_VERSION")).toBe(isOld);
    expect(await sh(underWay, data)).toBe(isOld ? "" : id);
    await sh(swap, data);
    expect(has(data, "new")).toBe(true);
    expect(has(join(data, `pgsql_tmp.before-${id}`), "old")).toBe(true);
  });

  test("touches nothing where the data was not recovered to its end", async () => {
    const { data } = await prepared(0);
    await run("rm", [join(data, `pgsql_tmp.recovered-${id}`)]);
    await expect(sh(swap, data)).rejects.toThrow(/not there/);
    expect(has(data, "old")).toBe(true);
  });
});

test("what restores have left is removed, and the data stays", async () => {
  const { data } = await prepared(0);
  await sh(swap, data);
  expect(
    (await sh(cleanUp, data))
      .split("\n")
      .map(Number)
      .every((size) => size > 0),
  ).toBe(true);
  expect(readdirSync(data).toSorted()).toEqual(names.toSorted());
  expect(await sh(cleanUp, data)).toBe("");
});
