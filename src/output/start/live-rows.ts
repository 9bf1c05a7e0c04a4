import type { PlannedService, StartDetail, StartProgress } from "../../progress/start-progress.ts";
import { renderPullBytes } from "./pull-bytes.ts";

export type RowState = "waiting" | "pulling" | "creating" | "starting" | "running" | "ready" | "done" | "failed";

/** One service of a start as a person sees it at one moment. */
export interface LiveRow extends PlannedService {
  readonly state: RowState;
  /** Seconds since the command began at which its state became its last; absent while more is to come. */
  readonly endedSeconds?: number;
  readonly detail: string;
}

export interface LiveRows {
  /** When the command began, in milliseconds since the epoch. */
  readonly startedMs: number;
  readonly rows: readonly LiveRow[];
  readonly namespace?: Extract<StartProgress, { kind: "namespace" }>;
}

type Planned = Extract<StartDetail, { kind: "planned" }>;
type Event = StartProgress | Exclude<StartDetail, Planned>;
type Change = (row: LiveRow) => Partial<LiveRow>;

export function firstRows({ startedMs, services }: Planned): LiveRows {
  return { startedMs, rows: services.map((planned) => ({ ...planned, ...stateAtFirst(planned) })) };
}

/** What an event makes of the rows. Pure: time comes with the events. */
export function nextRows(before: LiveRows, event: Event): LiveRows {
  if (event.kind === "namespace") return { ...before, namespace: event };
  const [isMeant, change] = changeOf(event, before.rows);
  return { ...before, rows: before.rows.map((row) => (isMeant(row) ? { ...row, ...change(row) } : row)) };
}

/** The rows of a start that has failed because of this service. */
export function failedRows(before: LiveRows, service: string, seconds: number): LiveRows {
  const fail = (row: LiveRow): LiveRow => ({ ...row, state: "failed", endedSeconds: seconds });
  const isCulprit = (row: LiveRow): boolean => row.service === service && row.state !== "failed";
  return { ...before, rows: before.rows.map((row) => (isCulprit(row) ? fail(row) : row)) };
}

function stateAtFirst({ kind, action, isAwaited }: PlannedService): Pick<LiveRow, "state" | "detail"> {
  if (action !== "keep") return { state: "waiting", detail: "" };
  if (kind === "job") return { state: "done", detail: "by an earlier start" };
  return { state: "running", detail: isAwaited ? "" : "as before" };
}

function changeOf(
  event: Exclude<Event, { kind: "namespace" }>,
  rows: readonly LiveRow[],
): readonly [(row: LiveRow) => boolean, Change] {
  switch (event.kind) {
    case "step":
      return [({ subject, isNew }) => isNew && subject === event.subject, () => ({ state: "creating", detail: "" })];
    case "service":
      return [({ service }) => service === event.service, (row) => changeOfService(row, event)];
    case "pulling":
      return [usesImage(event.image), () => ({ state: "pulling", detail: renderPullBytes(event.bytes) })];
    case "pulled":
      return [usesImage(event.image), () => ({ state: event.isDone ? "waiting" : "failed", detail: "" })];
    case "created":
      return [
        ({ state }) => state === "waiting" || state === "creating",
        (row) => ({ state: "waiting", detail: awaitedBy(row, rows) }),
      ];
    case "answered":
      return [
        ({ service, state }) => service === event.service && (state === "starting" || state === "running"),
        () => ({ detail: event.message }),
      ];
  }
}

const usesImage =
  (image: string): ((row: LiveRow) => boolean) =>
  (row) =>
    row.image === image && row.action !== "keep";

function changeOfService(
  { isAwaited, kind }: LiveRow,
  { state, seconds, detail }: Extract<StartProgress, { kind: "service" }>,
): Partial<LiveRow> {
  if (state !== "starting") return { state, detail, endedSeconds: seconds };
  if (!isAwaited) return { state: "running", detail, endedSeconds: seconds };
  return { state: kind === "job" ? "running" : "starting", detail };
}

/** What a container that has been made waits for. */
function awaitedBy({ waitsForJobs, role }: LiveRow, rows: readonly LiveRow[]): string {
  const moves = rows.filter(({ action }) => action !== "keep");
  const jobs = waitsForJobs.filter((job) => moves.some(({ service }) => service === job));
  if (jobs.length > 0) return `for ${jobs.join(", ")}`;
  return role !== "store" && moves.some((row) => row.role === "store") ? "for the stores to start" : "";
}
