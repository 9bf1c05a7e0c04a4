import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createProcessRunner } from "../../src/host/process.ts";
import { failureOf } from "../support/expect-failure.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const processes = createProcessRunner();
const node = process.execPath;
const script = (source: string): readonly string[] => ["-e", source];

describe("run", () => {
  test("gives exit code and both streams", async () => {
    const source = `console.log("out"); console.error("err"); process.exitCode = 3;`;
    expect(await processes.run(node, script(source))).toEqual({ exitCode: 3, stdout: "out", stderr: "err" });
  });

  test.each(["a b", "$HOME", "`id`", "*", "'", '"', "a;b", "", "東京"])(
    "passes the argument %j as it is",
    async (value) => {
      const { stdout } = await processes.run(node, [...script("console.log(process.argv[1])"), value]);
      expect(stdout).toBe(value);
    },
  );

  test("gives the child the whole environment it is told, and no more", async () => {
    const source = "console.log(JSON.stringify([process.env.A, process.env.HOME ?? null]))";
    const { stdout } = await processes.run(node, script(source), { env: { A: "1" } });
    expect(JSON.parse(stdout)).toEqual(["1", null]);
  });

  test("runs in the folder it is told", async () => {
    const cwd = await temporaryFolder();
    expect((await processes.run(node, script("console.log(process.cwd())"), { cwd })).stdout).toBe(cwd);
  });

  test("feeds no input", async () => {
    const source = `process.stdin.on("data", (data) => process.stdout.write(data)).on("end", () => console.log("end"))`;
    expect((await processes.run(node, script(source))).stdout).toBe("end");
  });

  test.each([0, 9])("tells each line as it comes, and the result of exit code %i", async (exitCode) => {
    const seen: string[] = [];
    const source = `console.log("a\\nb"); console.error("c"); process.exitCode = ${String(exitCode)}`;
    const onLine = (line: string, stream: string): void => void seen.push(`${stream}: ${line}`);
    expect(await processes.run(node, script(source), { onLine })).toEqual({ exitCode, stdout: "a\nb", stderr: "c" });
    expect(seen.toSorted()).toEqual(["stderr: c", "stdout: a", "stdout: b"]);
  });

  test.each([false, true])("ends the child when it is interrupted, lines told: %s", async (tellsLines) => {
    const interruption = new AbortController();
    let ready: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (ready = resolve));
    const onLine = tellsLines ? { onLine: ready } : {};
    const running = processes
      .run(node, script(`console.log("up"); setInterval(() => {}, 1000)`), { signal: interruption.signal, ...onLine })
      .catch((error: unknown) => error);
    if (tellsLines) await started;
    interruption.abort(new Error("enough"));
    expect(await running).toEqual(new Error("enough"));
  });

  test.each([
    ["docker-that-is-not-there", 'Install "docker-that-is-not-there", then run the command again.'],
    ["docker", "Install Docker Engine with Compose v2, then run the command again."],
  ])("names the missing program %s and how to get it", async (name, hint) => {
    const env = { PATH: await temporaryFolder() };
    const failure = await failureOf(() => processes.run(name, [], { env }));
    expect(failure.exitCode).toBe(6);
    expect(failure.facts).toMatchObject({
      code: "PROGRAM_MISSING",
      message: `The program "${name}" is not on the PATH.`,
      hint,
    });
  });
});

describe("launch", () => {
  test.each([0, 3])("gives exit code %i of a program that ends", async (exitCode) => {
    expect(await processes.launch(node, script(`process.exitCode = ${String(exitCode)}`), 10_000)).toBe(exitCode);
  });

  test("gives nothing for a program that stays, and leaves it alone", async () => {
    const file = join(await temporaryFolder(), "written later");
    const source = `setTimeout(() => require("fs").writeFileSync(process.argv[1], ""), 600)`;
    expect(await processes.launch(node, [...script(source), file], 100)).toBeUndefined();
    await expect.poll(() => existsSync(file), { timeout: 5_000 }).toBe(true);
  });

  test("names a program that is not there", async () => {
    const { facts } = await failureOf(() => processes.launch("no-such-program", [], 1_000));
    expect(facts.message).toContain(`"no-such-program" is not on the PATH`);
  });
});
