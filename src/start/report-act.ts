import type { ReadyDependencies } from "../ready/ready-question.ts";
import type { Acted } from "./carry-out-start.ts";

/** Notes what was done, and tells it. */
export function reportAct(
  acted: Acted,
  {
    stopwatch,
    clock,
    startedMs,
    onProgress,
    onDetail,
  }: Pick<ReadyDependencies, "stopwatch" | "clock" | "startedMs" | "onProgress" | "onDetail">,
): void {
  if (acted.kind === "created") {
    stopwatch.stage("created");
    onDetail({ kind: "created" });
    return;
  }
  const { service, kind, image } = acted;
  stopwatch.service(service, kind === "spared" ? "ended" : kind);
  if (kind === "milestone") return;
  const state = kind === "started" ? "starting" : "done";
  const seconds = (clock.now() - startedMs) / 1000;
  const detail = { started: image, ended: "", spared: "left out: the stores are set up already" }[kind];
  onProgress({ kind: "service", service, state, seconds, detail });
}
