import { expect, test } from "vitest";
import { createPullCount, type PullEvent } from "../../../../src/backends/compose/engine/pull-count.ts";
import type { PullBytes } from "../../../../src/interfaces/engine.ts";

const layer = (id: string, status: string, current?: number, total?: number): PullEvent => ({
  id,
  status,
  progressDetail: current === undefined || total === undefined ? {} : { current, total },
});
const last = (...events: readonly PullEvent[]): PullBytes | undefined => {
  const count = createPullCount();
  return events.map(count).at(-1);
};

test.each<readonly [string, readonly PullEvent[], PullBytes]>([
  [
    "begins with nothing known",
    [{ id: "1", status: "Pulling from slow/image" }],
    { doneBytes: 0, unpackedBytes: 0, totalBytes: 0, isTotalKnown: false },
  ],
  [
    "does not know the total before every layer has begun",
    [layer("a", "Pulling fs layer"), layer("b", "Pulling fs layer"), layer("a", "Downloading", 10, 30)],
    { doneBytes: 10, unpackedBytes: 0, totalBytes: 30, isTotalKnown: false },
  ],
  [
    "adds up the layers",
    [layer("a", "Downloading", 10, 30), layer("b", "Downloading", 5, 20), layer("b", "Downloading", 6, 20)],
    { doneBytes: 16, unpackedBytes: 0, totalBytes: 50, isTotalKnown: true },
  ],
  [
    "counts a complete layer as a whole",
    [layer("a", "Downloading", 10, 30), layer("a", "Verifying Checksum"), layer("a", "Download complete")],
    { doneBytes: 30, unpackedBytes: 0, totalBytes: 30, isTotalKnown: true },
  ],
  [
    "counts a layer that came before its size was told",
    [layer("a", "Pulling fs layer"), layer("a", "Download complete"), layer("a", "Extracting", 7, 9)],
    { doneBytes: 9, unpackedBytes: 7, totalBytes: 9, isTotalKnown: true },
  ],
  [
    "ends with everything unpacked",
    [layer("a", "Downloading", 30, 30), layer("a", "Extracting", 5, 30), layer("a", "Pull complete")],
    { doneBytes: 30, unpackedBytes: 30, totalBytes: 30, isTotalKnown: true },
  ],
  [
    "leaves out a layer that is there",
    [layer("a", "Already exists"), layer("b", "Downloading", 1, 2)],
    { doneBytes: 1, unpackedBytes: 0, totalBytes: 2, isTotalKnown: true },
  ],
  [
    "begins a layer again that is fetched again",
    [layer("a", "Downloading", 20, 30), layer("a", "Downloading", 1, 30)],
    { doneBytes: 1, unpackedBytes: 0, totalBytes: 30, isTotalKnown: true },
  ],
])("the count of a pull %s", (_, events, bytes) => {
  expect(last(...events)).toEqual(bytes);
});
