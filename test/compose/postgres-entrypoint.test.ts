import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "../support/in-process.ts";
import { installProgram } from "../support/program-file.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const script = join(projectFolder, "compose", "images", "postgres", "docker-entrypoint.sh");

/** The entry script over programs that only tell that they were called; its initialisation takes a moment. */
async function enter(signal?: NodeJS.Signals): Promise<{ readonly exitCode: number; readonly isServing: boolean }> {
  const folder = await temporaryFolder();
  const bin = join(folder, "bin");
  await installProgram(bin, "id", "console.log(999);");
  await installProgram(bin, "initialise-cluster.sh", `console.log("begins"); setTimeout(() => undefined, 300);`);
  const PATH = await installProgram(
    bin,
    "postgres",
    `require("node:fs").writeFileSync(${JSON.stringify(join(folder, "serving"))}, "");`,
  );
  const child = spawn("bash", [script, "postgres"], { env: { PATH, PGDATA: join(folder, "data") } });
  await once(child.stdout, "data");
  if (signal !== undefined) child.kill(signal);
  const [exitCode] = (await once(child, "close")) as [number];
  return { exitCode, isServing: existsSync(join(folder, "serving")) };
}

test("the server is started when the data folder is made", async () => {
  expect(await enter()).toEqual({ exitCode: 0, isServing: true });
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s while it is made keeps the server from being started", async (signal, exitCode) => {
  expect(await enter(signal)).toEqual({ exitCode, isServing: false });
});
