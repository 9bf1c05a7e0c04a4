import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { action, runAction } from "./support/action.ts";
import { useOwnCluster } from "./support/cluster.ts";
import { ownedBy } from "./support/docker.ts";
import { output, projectFolder, run } from "./support/program.ts";
import { awkwardFolder } from "./support/project-copy.ts";

describe("Continuous integration", async () => {
  const smoked = await useOwnCluster("smoke");
  const acted = await useOwnCluster("action");
  let folder: string;
  let tarball: string;

  beforeAll(async () => {
    folder = awkwardFolder("ci");
    const flags = ["--json", "--ignore-scripts", "--pack-destination", folder];
    const packing = await output("npm", ["pack", ...flags], { cwd: projectFolder });
    const [{ filename }] = JSON.parse(packing) as [{ filename: string }];
    tarball = join(folder, filename);
  });

  it("runs a workflow with the smoke script of an installed package, and nothing is left", async () => {
    const prefix = join(folder, "smoke");
    const flags = ["--global", "--prefix", prefix, "--prefer-offline", "--no-audit", "--no-fund"];
    await output("npm", ["install", ...flags, tarball]);
    const script = join(prefix, "lib", "node_modules", "temporal-start", "scripts", "ci-smoke.mjs");
    const ended = await run(process.execPath, [script, "--instance", smoked.instance]);
    expect(ended, ended.stderr).toMatchObject({ exitCode: 0, stderr: "" });
    expect(ended.stdout.match(/^ok /gm)).toHaveLength(8);
    for (const kind of ["container", "network", "volume"] as const) {
      expect(await ownedBy(smoked.instance, kind)).toEqual([]);
    }
  });

  it("starts a cluster with the steps of the action, for the steps that follow", async () => {
    const home = join(folder, "action");
    mkdirSync(home);
    const { steps, outputs, environment } = await runAction(home, {
      package: tarball,
      instance: acted.instance,
      settings: "TEMPORAL_NAMESPACE=of-the-action\nPOSTGRES_PASSWORD=a=b",
      namespaces: "orders invoices",
    });
    expect(
      steps.map(({ exitCode }) => exitCode),
      steps.at(-1)?.stderr,
    ).toEqual([0, 0]);
    expect(outputs).toEqual({
      address: `127.0.0.1:${String(acted.port("temporal-server"))}`,
      "web-address": `http://127.0.0.1:${String(acted.port("temporal-web"))}`,
    });
    expect(steps[1]?.stderr).toMatch(/^::group::temporal-start start\n[^]*\n::endgroup::\n/);
    const following = await run("temporal-start", ["namespace", "list", "--json"], { env: environment });
    const { data } = JSON.parse(following.stdout) as { data: { namespaces: { name: string }[] } };
    const names = data.namespaces.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["of-the-action", "orders", "invoices"]));
  });

  it("refuses settings that are none before anything is started", async () => {
    const home = join(folder, "refused");
    mkdirSync(home);
    const { steps } = await runAction(home, { package: tarball, settings: "rm -rf /" });
    expect(steps.map(({ exitCode }) => exitCode)).toEqual([0, 2]);
    expect(steps[1]?.stdout).toMatch(/^::error title=temporal-start::A line of the input "settings"/);
  });

  it("passes inputs to the steps of the action by their environment alone", () => {
    expect(action.runs.using).toBe("composite");
    for (const step of action.runs.steps) expect(step).toMatchObject({ shell: "bash" });
    for (const step of action.runs.steps) expect(step.run).not.toContain("${{");
  });
});
