import { createServer } from "node:http";
import { describe, expect, test } from "vitest";
import { engineAt } from "../../../support/engine-at.ts";
import { listenOnSocket } from "../../../support/listen.ts";

const oom = `${JSON.stringify({ status: "oom", Action: "oom", Actor: { ID: "one" } })}\n`;

interface Told {
  readonly Status: string;
  readonly ExitCode?: number;
  readonly RestartCount?: number;
  readonly OOMKilled?: boolean;
  /** Undefined: the engine cannot tell. */
  readonly events: string | undefined;
}

/** What is told of a container, which ended at noon, by an engine that keeps the flag or has lost it. */
async function detailsOf({ Status, ExitCode = 137, RestartCount = 0, OOMKilled = false, events }: Told) {
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://engine");
    if (pathname.endsWith("/events")) {
      asked.push(searchParams);
      response.writeHead(events === undefined ? 500 : 200).end(events);
      return;
    }
    const [StartedAt, FinishedAt] = ["2026-01-31T11:00:00Z", "2026-01-31T12:00:00Z"];
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ RestartCount, State: { Status, ExitCode, OOMKilled, StartedAt, FinishedAt } }));
  });
  const engine = engineAt(`unix://${await listenOnSocket(server)}`);
  return { outOfMemory: (await engine.containerDetails("one"))?.outOfMemory, asked };
}

describe("a container was killed for lack of memory", () => {
  test.each([
    ["that is about to be restarted", { Status: "restarting", RestartCount: 1 }],
    ["that runs again", { Status: "running", RestartCount: 1 }],
    ["that has ended", { Status: "exited" }],
  ])("%s, as an event tells where the inspection does not", async (_, told) => {
    const { outOfMemory, asked } = await detailsOf({ ...told, events: oom });
    expect(outOfMemory).toBe(true);
    const [query] = asked;
    expect(JSON.parse(query?.get("filters") ?? "")).toEqual({ event: ["oom"], container: ["one"] });
    const noon = Date.parse("2026-01-31T12:00:00Z") / 1000;
    expect(Number(query?.get("since"))).toBeLessThan(noon);
    expect(Number(query?.get("until"))).toBeGreaterThanOrEqual(noon);
  });

  test("as the inspection tells, and nothing else is asked", async () => {
    const { outOfMemory, asked } = await detailsOf({ Status: "exited", OOMKilled: true, events: "" });
    expect(outOfMemory).toBe(true);
    expect(asked).toEqual([]);
  });
});

describe("a container was not killed for lack of memory", () => {
  test.each([
    ["of which no event tells it", { Status: "restarting", RestartCount: 1, events: "" }],
    ["whose engine has no such event", { Status: "exited", events: undefined }],
    ["that ended by itself", { Status: "exited", ExitCode: 1, events: oom }],
    ["that has not ended", { Status: "running", events: oom }],
  ])("%s", async (_, told) => {
    expect((await detailsOf(told)).outOfMemory).toBe(false);
  });
});
