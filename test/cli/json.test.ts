// cspell:ignore strat nosuch
import { describe, expect, test } from "vitest";
import { FakeCluster } from "../support/fake-cluster.ts";
import { runInProcess } from "../support/in-process.ts";
import { environmentFor } from "../support/served-environment.ts";

const keys = ["schemaVersion", "command", "status", "data", "warnings", "error"];
const errorKeys = ["code", "category", "message", "hint", "retryable", "details", "actions", "failure", "origins"];

interface Envelope {
  readonly command: string;
  readonly status: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly error: Readonly<Record<string, unknown>>;
}

function envelopeOf(stdout: string): Envelope {
  const envelope = JSON.parse(stdout) as Envelope;
  expect(Object.keys(envelope)).toEqual(keys);
  return envelope;
}

describe("start --json", () => {
  const linesOf = (stdout: string): string[] => stdout.trimEnd().split("\n");
  const flags = ["start", "--json", "--no-wait", "--instance", "json-start"];

  test("tells each step in one line, and answers in the last one", async () => {
    const environment = await environmentFor(new FakeCluster({ TEMPORAL_INSTANCE: "json-start" }));
    const { exitCode, stdout, stderr } = await runInProcess(flags, { environment });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const lines = linesOf(stdout);
    const events = lines.slice(0, -1).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.filter(({ type }) => type === "step")).toContainEqual({
      type: "step",
      time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      action: "create",
      subject: "temporal-json-start-server",
    });
    expect(events.filter(({ type, state }) => type === "service" && state === "starting")).toHaveLength(6);
    expect(envelopeOf(lines.at(-1) ?? "")).toMatchObject({ command: "start", status: "ok", data: { ready: false } });
  });

  test("ends with the envelope of the failure, in one line", async () => {
    const cluster = new FakeCluster({ TEMPORAL_INSTANCE: "json-start" });
    cluster.schemaExitCode = 1;
    const { exitCode, stdout } = await runInProcess(flags, { environment: await environmentFor(cluster) });
    expect(exitCode).toBe(1);
    expect(linesOf(stdout).length).toBeGreaterThan(2);
    expect(envelopeOf(linesOf(stdout).at(-1) ?? "")).toMatchObject({ status: "error", error: { code: "JOB_FAILED" } });
  });
});

describe("--json", () => {
  test.each([
    [["start", "--dry-run", "--json"], "start"],
    [["--json", "status"], "status"],
    [["stop", "--json"], "stop"],
    [["images", "list", "--json"], "images list"],
    [["--json", "images", "list"], "images list"],
    [["images", "--json", "list"], "images list"],
  ])("%j prints one document with every key", async (argv, command) => {
    const { stdout, stderr } = await runInProcess(argv, { environment: await environmentFor(new FakeCluster()) });
    expect(envelopeOf(stdout)).toMatchObject({ command, status: "ok", error: null });
    expect(stderr).toBe("");
  });

  test.each([
    ["the engine is not there", ["status", "--json"], 1, "ENGINE_UNREACHABLE"],
    ["a setting is wrong", ["start", "--set", "TEMPORAL_WEB_PORT=x", "--json"], 2, "SETTINGS_INVALID"],
    ["a service is unknown", ["logs", "nothing", "--json"], 2, "USAGE"],
    ["nobody can confirm", ["reset", "--json"], 5, "CONFIRMATION_NEEDED"],
    ["a command is unknown", ["strat", "--json"], 2, "USAGE"],
    ["there is no command", ["--json"], 2, "USAGE"],
    ["an argument is missing", ["namespace", "describe", "--json"], 2, "USAGE"],
  ])("prints a failure with every key where %s", async (_, argv, exitCode, code) => {
    const ending = await runInProcess(argv);
    const envelope = envelopeOf(ending.stdout);
    expect(ending.exitCode).toBe(exitCode);
    expect(envelope).toMatchObject({ status: "error", data: null, error: { code } });
    expect(Object.keys(envelope.error)).toEqual(errorKeys);
    expect(String(envelope.error.message)).not.toMatch(/\n|^error:|outputHelp/);
  });

  test.each([
    [["stop", "nosuch", "--json"], "stop"],
    [["--instance", "stop", "status", "--nosuch", "--json"], "status"],
    [["--json", "namespace", "describe"], "namespace describe"],
    [["status", "--json", "--timeout"], "status"],
    [["strat", "--json"], ""],
    [["--json"], ""],
  ])("a wrong command line is the failure of its command: %j", async (argv, command) => {
    const { exitCode, stdout } = await runInProcess(argv);
    expect(exitCode).toBe(2);
    expect(envelopeOf(stdout).command).toBe(command);
  });
});
