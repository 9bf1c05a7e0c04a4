import { describe, expect, test } from "vitest";
import { requireOwnVersion, takeOverVersion } from "../../../src/commands/restore/take-over-version.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext } from "../../support/fake-context.ts";
import { testSettings } from "../../support/settings.ts";

const written = {
  TEMPORAL_SERVER_IMAGE: "temporalio/server:1.22.0",
  TEMPORAL_CLI_IMAGE: "temporalio/admin-tools:1.22.0",
};

async function imageAfter(
  version: string | undefined,
  settings: Readonly<Record<string, string>> = {},
): Promise<string> {
  const cluster = new FakeCluster();
  cluster.settings = testSettings(settings);
  const context = fakeContext(cluster);
  await takeOverVersion(context, version);
  return (await context.settings()).values.TEMPORAL_SERVER_IMAGE;
}

describe("data of another version", () => {
  test("brings its server along", async () => {
    expect(await imageAfter("1.23.1")).toBe("temporalio/server:1.23.1");
  });

  test.each([
    ["a person has written one down", "1.23.1", written],
    ["it is the one of the settings", "1.22.0", {}],
    ["it is not known here", "9.9.9", {}],
    ["the data does not tell", undefined, {}],
  ])("does not where %s", async (_, version, settings) => {
    expect(await imageAfter(version, settings)).toBe("temporalio/server:1.22.0");
  });

  test("is refused where it went through an upgrade, and the settings name the version before", async () => {
    const cluster = new FakeCluster();
    cluster.settings = testSettings(written);
    const context = fakeContext(cluster);
    const { facts } = await failureOf(() => requireOwnVersion(context, "1.23.1"));
    expect(facts).toMatchObject({ code: "BACKUP_DOES_NOT_FIT" });
    expect(facts.message).toContain("of server 1.23.1, and the settings ask for 1.22.0");
    await requireOwnVersion(context, "1.22.0");
    await requireOwnVersion(context, undefined);
  });
});
