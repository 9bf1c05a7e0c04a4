import { expect, test } from "vitest";
import { interpretMemoryUse } from "../../../src/doctor/cluster/memory-use.ts";
import { testUnit } from "../../support/settings.ts";

const megabyte = 1_048_576;
const look = (usedMegabytes: number) =>
  interpretMemoryUse(testUnit("temporal-server"), usedMegabytes * megabyte, 1_024 * megabyte);

test("memory that is nearly used up is warned of before the limit, with the setting that raises it", () => {
  const [finding] = look(1_000);
  expect(finding).toMatchObject({
    subject: "temporal-server",
    state: "warning",
    seen: "uses 1000 MB of the 1.0 GB that it may use; the kernel kills what needs more",
  });
  expect(finding?.todo).toContain("Raise TEMPORAL_SERVER_MEMORY");
  expect(finding?.todo).toContain("Each namespace costs the server");
});

test("memory of which there is enough is not told", () => {
  expect(look(800)).toEqual([]);
});
