import type { StartDetail } from "../../progress/start-progress.ts";

type PullBytes = Extract<StartDetail, { kind: "pulling" }>["bytes"];

const megabyte = 1_000_000;

/** `34 / 120 MB`; `120+` while the sizes of some layers are not known yet. */
export function renderPullBytes({ doneBytes, unpackedBytes, totalBytes, isTotalKnown }: PullBytes): string {
  if (totalBytes === 0) return "";
  const isHere = isTotalKnown && doneBytes >= totalBytes;
  const shown = `${megabytes(isHere ? unpackedBytes : doneBytes)} / ${megabytes(totalBytes)}${isTotalKnown ? "" : "+"} MB`;
  return isHere ? `${shown} unpacked` : shown;
}

/** Small images would stand still in whole megabytes. */
function megabytes(bytes: number): string {
  return (bytes / megabyte).toFixed(bytes < 10 * megabyte ? 1 : 0);
}
