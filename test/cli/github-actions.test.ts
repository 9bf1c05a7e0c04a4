import { describe, expect, test } from "vitest";
import { FakeCluster } from "../support/fake-cluster.ts";
import { type Ending, runInProcess } from "../support/in-process.ts";
import { environmentFor } from "../support/served-environment.ts";

const instance = "actions";
const flags = ["--no-wait", "--instance", instance];
const inActions = async (
  argv: readonly string[],
  cluster = new FakeCluster({ TEMPORAL_INSTANCE: instance }),
): Promise<Ending> =>
  runInProcess(argv, { environment: { ...(await environmentFor(cluster)), GITHUB_ACTIONS: "true" } });

/** A schema job that fails and whose last words look like a command of the runner. */
function failing(): FakeCluster {
  const cluster = new FakeCluster({ TEMPORAL_INSTANCE: instance });
  cluster.schemaExitCode = 1;
  const time = "2026-01-31T12:01:00.000000000Z";
  cluster.logLines.set(`temporal-${instance}-schema`, [{ time, text: "::set-env name=PATH::/tmp" }]);
  return cluster;
}

describe("in GitHub Actions", () => {
  test("the steps of a start fold into a group", async () => {
    const { exitCode, stdout, stderr } = await inActions(["start", ...flags]);
    const lines = stderr.trimEnd().split("\n");
    expect(exitCode).toBe(0);
    expect(lines[0]).toBe("::group::temporal-start start");
    expect(lines.at(-1)).toBe("::endgroup::");
    expect(lines.filter((line) => line.startsWith("::"))).toHaveLength(2);
    expect(stdout).toMatch(/^All containers run after/);
  });

  test("a command that says nothing on the way has no group", async () => {
    expect((await inActions(["stop"])).stderr).toBe("");
  });

  test("a failure is words after the group, and an annotation in which quoted lines are no commands", async () => {
    const { exitCode, stderr } = await inActions(["start", ...flags], failing());
    const lines = stderr.trimEnd().split("\n");
    expect(exitCode).toBe(1);
    expect(lines.indexOf("::endgroup::")).toBeLessThan(lines.findIndex((line) => line.startsWith("Error: ")));
    expect(lines.at(-1)).toMatch(/^::error title=temporal-start%3A JOB_FAILED::.*%0A.*::set-env name=PATH::\/tmp/);
    expect(lines.slice(0, -1).filter((line) => /^\s*::/.test(line))).toEqual([
      "::group::temporal-start start",
      "::endgroup::",
    ]);
    expect(stderr).toContain("| ::set-env name=PATH::/tmp");
  });

  test("a program has the failure on stdout, and the run its annotation", async () => {
    const { stdout, stderr } = await inActions(["reset", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "CONFIRMATION_NEEDED" } });
    expect(stderr).toMatch(/^::error title=temporal-start%3A CONFIRMATION_NEEDED::[^\n]*\n$/);
  });

  test("a wrong command line is an annotation, too", async () => {
    const { exitCode, stderr } = await inActions(["nothing"]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^Error: Unknown command 'nothing'\.[^]*\n::error title=temporal-start%3A USAGE::/);
  });

  test("help is no failure", async () => {
    expect(await inActions(["--help"])).toMatchObject({ exitCode: 0, stderr: "" });
  });
});

test.each([["false"], [""]])("GITHUB_ACTIONS=%s is not GitHub Actions", async (GITHUB_ACTIONS) => {
  const environment = { ...(await environmentFor(failing())), GITHUB_ACTIONS };
  const { stderr } = await runInProcess(["start", ...flags], { environment });
  expect(stderr).not.toMatch(/^::/m);
});
