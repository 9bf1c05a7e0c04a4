import { describe, expect, test } from "vitest";
import type { ServiceName } from "../../../src/cluster/services/index.ts";
import { failedRows, firstRows, type LiveRows, nextRows } from "../../../src/output/start/live-rows.ts";
import { renderLive } from "../../../src/output/start/render-live.ts";
import { plainStyle } from "../../../src/output/style.ts";
import type { PlannedService, StartDetail, StartProgress } from "../../../src/progress/start-progress.ts";
import { testLastingUnits, testUnit, testUnitNames } from "../../support/settings.ts";

const startedMs = 1_000_000;
const nowMs = startedMs + 4_250;

type Event = Parameters<typeof nextRows>[1];

const planned = (service: ServiceName, change: Partial<PlannedService> = {}): PlannedService => ({
  service,
  action: service === "temporal-schema" ? "run" : "create",
  subject: service,
  image: `image-of-${service}`,
  isNew: true,
  isAwaited: service !== "temporal-cli",
  kind: testUnit(service).service.kind,
  role: testUnit(service).service.role,
  waitsForJobs: service === "temporal-server" ? ["temporal-schema"] : [],
  ...change,
});
const beginning = (changes: Partial<Record<ServiceName, Partial<PlannedService>>> = {}): LiveRows =>
  firstRows({ kind: "planned", startedMs, services: testUnitNames.map((name) => planned(name, changes[name])) });
const after = (rows: LiveRows, ...events: readonly Event[]): LiveRows => events.reduce(nextRows, rows);
const lineOf = (rows: LiveRows, service: ServiceName): string =>
  renderLive(rows, nowMs, plainStyle).find((line) => line.includes(` ${service} `) || line.endsWith(service)) ?? "";
const serviceIs = (
  service: ServiceName,
  state: Extract<StartProgress, { kind: "service" }>["state"],
  detail = "",
): StartProgress => ({ kind: "service", service, state, seconds: 2.5, detail });
const pulling = (doneBytes: number, unpackedBytes = 0, isTotalKnown = true): StartDetail & Event => ({
  kind: "pulling",
  image: "image-of-temporal-web",
  bytes: { doneBytes, unpackedBytes, totalBytes: 120_000_000, isTotalKnown },
});

const web = "temporal-web";

describe("a row of a service", () => {
  test.each<readonly [string, readonly Event[], string]>([
    ["waits at first", [], "  waiting   temporal-web"],
    ["tells the bytes of its image", [pulling(34_000_000)], "  pulling   temporal-web             4.3 s  34 / 120 MB"],
    [
      "tells that more bytes will be known",
      [pulling(3_400_000, 0, false)],
      "  pulling   temporal-web             4.3 s  3.4 / 120+ MB",
    ],
    [
      "tells how much of a complete image is unpacked",
      [pulling(120_000_000, 60_000_000)],
      "  pulling   temporal-web             4.3 s  60 / 120 MB unpacked",
    ],
    [
      "waits again when its image is there",
      [pulling(1), { kind: "pulled", image: "image-of-temporal-web", isDone: true }],
      "  waiting   temporal-web",
    ],
    [
      "fails with the pull of its image",
      [pulling(1), { kind: "pulled", image: "image-of-temporal-web", isDone: false }],
      "  failed    temporal-web             4.3 s",
    ],
    [
      "is being created when compose makes its container",
      [{ kind: "step", action: "create", subject: web }],
      "  creating  temporal-web             4.3 s",
    ],
    [
      "waits for the stores when it is made",
      [{ kind: "step", action: "create", subject: web }, { kind: "created" }],
      "  waiting   temporal-web                    for the stores to start",
    ],
    ["ticks while it starts", [serviceIs(web, "starting", "ui:1")], "  starting  temporal-web             4.3 s  ui:1"],
    [
      "says why it is not ready",
      [serviceIs(web, "starting", "ui:1"), { kind: "answered", service: web, message: "No." }],
      "  starting  temporal-web             4.3 s  No.",
    ],
    [
      "keeps the time at which it was ready",
      [serviceIs(web, "starting", "ui:1"), serviceIs(web, "ready", "page and API")],
      "  ready     temporal-web             2.5 s  page and API",
    ],
    [
      "stays ready when containers are made",
      [serviceIs(web, "ready"), { kind: "created" }],
      "  ready     temporal-web             2.5 s",
    ],
    [
      "tells what it failed of",
      [serviceIs(web, "failed", "It is starting up.")],
      "  failed    temporal-web             2.5 s  It is starting up.",
    ],
  ])("%s", (_, events, line) => {
    expect(lineOf(after(beginning(), ...events), web)).toBe(line);
  });

  test("waits for the job it needs", () => {
    const made = after(beginning(), { kind: "created" });
    expect(lineOf(made, "temporal-server")).toMatch(/^ {2}waiting .* for temporal-schema$/);
    expect(lineOf(made, "temporal-postgres")).toBe("  waiting   temporal-postgres");
  });

  test("waits for nothing that is kept", () => {
    const keep = { action: "keep", isNew: false } as const;
    const rows = beginning({ "temporal-postgres": keep, "temporal-elasticsearch": keep, "temporal-schema": keep });
    const made = after(rows, { kind: "created" });
    expect(lineOf(made, "temporal-server")).toBe("  waiting   temporal-server");
    expect(lineOf(made, web)).toBe("  waiting   temporal-web");
  });

  test("that is started and not asked runs, and does not tick any more", () => {
    const rows = after(beginning(), serviceIs("temporal-cli", "starting", "tools:1"));
    expect(lineOf(rows, "temporal-cli")).toBe("  running   temporal-cli             2.5 s  tools:1");
  });

  test("of a job runs until it is done", () => {
    const running = after(beginning(), serviceIs("temporal-schema", "starting"));
    expect(lineOf(running, "temporal-schema")).toBe("  running   temporal-schema          4.3 s");
    expect(lineOf(after(running, serviceIs("temporal-schema", "done")), "temporal-schema")).toBe(
      "  done      temporal-schema          2.5 s",
    );
  });

  test("of what is kept has no time until it is found ready", () => {
    const keep = { action: "keep", isNew: false } as const;
    const rows = beginning({ "temporal-web": keep, "temporal-cli": { ...keep }, "temporal-schema": keep });
    expect(lineOf(rows, web)).toBe("  running   temporal-web");
    expect(lineOf(rows, "temporal-cli")).toBe("  running   temporal-cli                    as before");
    expect(lineOf(rows, "temporal-schema")).toBe("  done      temporal-schema                 by an earlier start");
    expect(lineOf(after(rows, serviceIs(web, "ready")), web)).toBe("  ready     temporal-web             2.5 s");
  });

  test("of a kept service is not touched by a pull of the image it once came from", () => {
    const rows = after(beginning({ "temporal-web": { action: "keep", isNew: false } }), pulling(1));
    expect(lineOf(rows, web)).toBe("  running   temporal-web");
  });

  test("two services of one image show the same pull", () => {
    const image = "image-of-temporal-web";
    const rows = after(beginning({ "temporal-cli": { image }, "temporal-schema": { image } }), pulling(34_000_000));
    for (const service of ["temporal-cli", "temporal-schema", web] as const) {
      expect(lineOf(rows, service)).toContain("34 / 120 MB");
    }
  });
});

test("the culprit of a failed start is marked, and the others are left as they were", () => {
  const rows = failedRows(after(beginning(), serviceIs(web, "starting", "ui:1")), web, 4);
  expect(lineOf(rows, web)).toBe("  failed    temporal-web             4.0 s  ui:1");
  expect(lineOf(rows, "temporal-server")).toBe("  waiting   temporal-server");
});

test("the namespace has a line of its own", () => {
  const rows = after(beginning(), { kind: "namespace", name: "default", action: "register", seconds: 3 });
  expect(renderLive(rows, nowMs, plainStyle).at(-1)).toBe("  namespace default                  3.0 s  created");
});

describe("what does not fit", () => {
  const busy = after(
    beginning(),
    serviceIs("temporal-postgres", "ready", "database temporal · 15.20"),
    serviceIs("temporal-elasticsearch", "starting", "Elasticsearch is starting up or shutting down."),
  );
  const room = (columns: number, lines: number): readonly string[] =>
    renderLive(busy, nowMs, plainStyle, { columns, lines });

  test.each([20, 44, 60, 80, 100])("in %i columns is cut, with the last column free", (columns) => {
    expect(Math.max(...room(columns, 24).map((line) => line.length))).toBeLessThan(columns);
  });

  test("is marked as cut", () => {
    expect(room(60, 24)[1]).toBe("  starting  temporal-elasticsearch   4.3 s  Elasticsearch…");
    expect(room(60, 24)[2]).toBe("  waiting   temporal-schema");
  });

  test("in height leaves what moves, and a line that counts the others", () => {
    expect(room(100, 3)).toEqual([
      "  starting  temporal-elasticsearch   4.3 s  Elasticsearch is starting up or shutting down.",
      "  waiting   temporal-schema",
      "  … and 1 ready, 3 waiting",
    ]);
  });

  test.each([0, 1, 2, 5, 6, 7])("never takes more than %i lines, but at least one", (lines) => {
    expect(room(100, lines).length).toBe(Math.min(testLastingUnits.length + 1, Math.max(1, lines)));
  });

  test("is marked after it was cut, so that no colour runs out", () => {
    const marks = { ...plainStyle, faint: (text: string) => `<${text}>`, strong: (text: string) => `[${text}]` };
    for (const line of renderLive(busy, nowMs, marks, { columns: 50, lines: 24 })) {
      expect(line.match(/[<[]/g)?.length).toBe(line.match(/[>\]]/g)?.length);
    }
  });
});
