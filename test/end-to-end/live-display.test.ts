import { describe, expect, it, vi } from "vitest";
import { createScreen } from "../support/screen.ts";
import { testUnitNames } from "../support/settings.ts";
import { useOwnCluster } from "./support/cluster.ts";
import type { Running } from "./support/program.ts";

const endOfText = "\u0003";
const escape = "\u001B";

/** What a person sees on the terminal at this moment. */
function seen(running: Running, columns: number, lines: number): Promise<readonly string[]> {
  const screen = createScreen(columns, lines);
  screen.write(running.output());
  return screen.lines();
}

/** The state in each service's row. */
function statesIn(lines: readonly string[]): Record<string, readonly string[]> {
  const rowsOf = (service: string): readonly string[] =>
    lines.flatMap((line) => {
      const [state = "", name] = line.trim().split(/\s+/);
      return name === service ? [state] : [];
    });
  return Object.fromEntries(testUnitNames.map((service) => [service, rowsOf(service)]));
}

describe("On a terminal", async () => {
  const cluster = await useOwnCluster("live");

  it("a start shows one row a service, which changes in place and remains", async () => {
    const starting = cluster.launchOnTerminal(["start"], { columns: 100, lines: 30 });
    await vi.waitFor(
      async () => {
        const states = statesIn(await seen(starting, 100, 30));
        expect(states["temporal-elasticsearch"]).toEqual(["starting"]);
        expect(states["temporal-server"]).toEqual(["waiting"]);
      },
      { timeout: 60_000, interval: 50 },
    );
    const { exitCode } = await starting.ended;
    const lines = await seen(starting, 100, 30);
    expect(exitCode, lines.join("\n")).toBe(0);
    expect(statesIn(lines.slice(0, testUnitNames.length))).toEqual({
      "temporal-postgres": ["ready"],
      "temporal-elasticsearch": ["ready"],
      "temporal-schema": ["done"],
      "temporal-server": ["ready"],
      "temporal-web": ["ready"],
      "temporal-cli": ["running"],
    });
    expect(lines[testUnitNames.length]).toMatch(/^ {2}namespace default .* s {2}created$/);
    expect(lines[testUnitNames.length + 1]).toMatch(/^The cluster is ready after /);
  });

  it("--plain writes the lines that are written everywhere else", async () => {
    const { exitCode, stdout } = await cluster.launchOnTerminal(["start", "--plain"], { columns: 100, lines: 30 })
      .ended;
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toMatch(/^ {2}ready {5}temporal-server /m);
    expect(stdout).not.toContain(escape);
  });

  it("Ctrl-C in a small one leaves whole rows, and the reason below them", async () => {
    await cluster.run("stop");
    const starting = cluster.launchOnTerminal(["start"], { columns: 50, lines: 5 });
    await vi.waitFor(
      async () => {
        const lines = await seen(starting, 50, 5);
        expect(statesIn(lines)["temporal-elasticsearch"]).toEqual(["starting"]);
        expect(lines).toHaveLength(4);
        expect(lines.at(-1)).toMatch(/^ {2}… and \d/);
      },
      { timeout: 60_000, interval: 50 },
    );
    starting.process.stdin?.write(endOfText);
    const { exitCode } = await starting.ended;
    expect(exitCode).toBe(130);
    const lines = await seen(starting, 120, 30);
    const states = statesIn(lines);
    expect(Object.values(states).map((found) => found.length)).toEqual(testUnitNames.map(() => 1));
    expect(lines.findIndex((line) => line.startsWith("Interrupted; bringing things to an end."))).toBe(0);
    expect(lines.findIndex((line) => line.startsWith("Error: Interrupted."))).toBe(testUnitNames.length + 1);
  });
});
