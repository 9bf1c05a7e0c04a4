import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { diagnoseWith } from "../../../src/commands/diagnose/diagnose.ts";
import { systemFiles } from "../../../src/host/files.ts";
import type { Whose } from "../../../src/interfaces/engine.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const diagnose = diagnoseWith([]);

describe("where the archive goes", () => {
  const writing = async (output?: string) => {
    const cluster = FakeCluster.running();
    const currentFolder = await temporaryFolder();
    const context = fakeContext(cluster, { files: systemFiles, place: { currentFolder } });
    const engine = await context.engine();
    const containers = vi.fn(async (whose: Whose) => engine.containers(whose));
    const run = () =>
      runOn(
        diagnose,
        { ...context, engine: async () => ({ ...engine, containers }) },
        inputOf(output ? { output } : {}),
      );
    return { cluster, currentFolder, containers, run };
  };

  test("a second archive stands beside the first: their names have the time", async () => {
    const { cluster, currentFolder, run } = await writing();
    const first = await run();
    expect(first.data).toMatchObject({
      file: join(currentFolder, "temporal-start-diagnose-default-20260131T120000Z.tar.gz"),
    });
    await cluster.clock.sleep(1_000);
    await run();
    expect(await readdir(currentFolder)).toHaveLength(2);
  });

  test("a file that is there already is not replaced, and nothing is collected for it", async () => {
    const { currentFolder, containers, run } = await writing("it.tar.gz");
    await writeFile(join(currentFolder, "it.tar.gz"), "precious");
    const { facts, exitCode } = await failureOf(run);
    expect(exitCode).toBe(6);
    expect(facts.message).toContain("it.tar.gz is there already; nothing was written.");
    expect(await readFile(join(currentFolder, "it.tar.gz"), "utf8")).toBe("precious");
    expect(containers).not.toHaveBeenCalled();
  });

  test("a folder that is not there is not made", async () => {
    const { currentFolder, containers, run } = await writing("misspelt/it.tar.gz");
    const { facts, exitCode } = await failureOf(run);
    expect(exitCode).toBe(6);
    expect(facts).toMatchObject({ code: "FILE_UNWRITABLE", hint: `mkdir -p '${join(currentFolder, "misspelt")}'` });
    expect(await readdir(currentFolder)).toEqual([]);
    expect(containers).not.toHaveBeenCalled();
  });
});
