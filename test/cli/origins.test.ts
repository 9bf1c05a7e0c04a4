import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withOrigins } from "../../src/cli/tell-origins.ts";
import { type ErrorFacts, TemporalStartError } from "../../src/errors.ts";
import { FakeCluster } from "../support/fake-cluster.ts";
import { runInProcess } from "../support/in-process.ts";
import { environmentFor } from "../support/served-environment.ts";
import { testSettings } from "../support/settings.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("a variable that a shell has for other programs", () => {
  test.each([
    ["TEMPORAL_ADDRESS", "prod-temporal:7233", "temporal-server:7233"],
    ["TEMPORAL_NAMESPACE", "payments.a1b2c", "default"],
    ["POSTGRES_DB", "app", "temporal"],
    ["POSTGRES_USER", "app", "temporal"],
  ])("does not decide about the cluster, and is told: %s", async (name, value, used) => {
    const environment = { ...(await environmentFor(new FakeCluster())), [name]: value };
    const person = await runInProcess(["config", "show"], { environment });
    expect(person.stdout).toMatch(new RegExp(`^${name} +${used} +temporal\\.env:\\d+, not environment$`, "m"));
    expect(person.stderr).toContain(`${name}="${value}" of the environment is not used`);
    const program = JSON.parse((await runInProcess(["config", "show", "--json"], { environment })).stdout) as {
      readonly warnings: readonly string[];
      readonly data: { readonly settings: readonly { readonly name: string }[] };
    };
    expect(program.warnings).toEqual([expect.stringContaining(`${name}="${value}"`)]);
    expect(program.data.settings).toContainEqual(
      expect.objectContaining({ name, value: used, ignored: ["environment"] }),
    );
  });

  test("is told once, whatever the command reads anew", async () => {
    const environment = { ...(await environmentFor(FakeCluster.running())), TEMPORAL_ADDRESS: "prod-temporal:7233" };
    const { stderr } = await runInProcess(["stop"], { environment });
    expect(stderr.match(/prod-temporal/g)).toHaveLength(1);
  });

  test("is silent where it says the same", async () => {
    const environment = { ...(await environmentFor(new FakeCluster())), TEMPORAL_NAMESPACE: "default" };
    expect((await runInProcess(["config", "show"], { environment })).stderr).toBe("");
  });

  test("counts where the settings file or a flag says it", async () => {
    const currentFolder = await temporaryFolder();
    await writeFile(join(currentFolder, "temporal.env"), "TEMPORAL_ADDRESS=another:7233\n");
    const environment = { ...(await environmentFor(new FakeCluster())), TEMPORAL_ADDRESS: "prod-temporal:7233" };
    const show = async (...argv: readonly string[]): Promise<string> =>
      (await runInProcess(["config", "show", ...argv], { environment, currentFolder })).stdout;
    expect(await show()).toMatch(/^TEMPORAL_ADDRESS +another:7233 +temporal\.env:1/m);
    expect(await show("--set", "TEMPORAL_ADDRESS=third:7233")).toMatch(/^TEMPORAL_ADDRESS +third:7233 +--set/m);
  });
});

describe("a failure", () => {
  const settings = (() => {
    const { values } = testSettings({ TEMPORAL_SERVER_PORT: "7399", POSTGRES_PASSWORD: "1234" });
    return { values, origins: { TEMPORAL_SERVER_PORT: "environment", POSTGRES_PASSWORD: "temporal.env:20" } };
  })();
  const originsOf = (facts: Partial<ErrorFacts>): ErrorFacts["origins"] =>
    withOrigins(new TemporalStartError({ code: "X", category: "service", message: "", ...facts }), settings).facts
      .origins;

  test.each<[string, Partial<ErrorFacts>, ErrorFacts["origins"]]>([
    ["that names a setting", { message: "refuses POSTGRES_PASSWORD" }, { POSTGRES_PASSWORD: "temporal.env:20" }],
    ["that names one nobody wrote", { details: ["POSTGRES_DB is not there"] }, { POSTGRES_DB: "default" }],
    [
      "that names the value of one",
      { message: "no answer at 127.0.0.1:7399." },
      { TEMPORAL_SERVER_PORT: "environment" },
    ],
    ["whose advice names one", { hint: "set POSTGRES_PASSWORD back" }, { POSTGRES_PASSWORD: "temporal.env:20" }],
    ["whose advice names one nobody wrote", { hint: "set POSTGRES_DB back" }, undefined],
    ["that has the digits by chance", { message: "took 17399 ms and 1234 calls" }, undefined],
    ["of the settings themselves", { category: "settings", message: "POSTGRES_PASSWORD is empty" }, undefined],
  ])("%s tells where that comes from", (_, facts, origins) => {
    expect(originsOf(facts)).toEqual(origins);
  });

  test("shows it to a person and to a program", async () => {
    const environment = { ...(await environmentFor(new FakeCluster())), TEMPORAL_SERVER_PORT: "7399" };
    const person = await runInProcess(["namespace", "list"], { environment });
    expect(person.stderr).toContain("  TEMPORAL_SERVER_PORT comes from: environment\n");
    const program = await runInProcess(["namespace", "list", "--json"], { environment });
    expect(JSON.parse(program.stdout)).toMatchObject({ error: { origins: { TEMPORAL_SERVER_PORT: "environment" } } });
  });
});
