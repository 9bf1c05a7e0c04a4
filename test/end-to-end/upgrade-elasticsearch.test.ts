import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "@temporalio/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../bench/measure/seeded-random.ts";
import { rowOf, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { withSteadyStarts } from "./support/steady-starts.ts";
import { expectTicking, upgradeStatus } from "./support/upgrade-status.ts";
import { expectAllThere, expectListed, idleQueue, startWithWorkflows, type WorkedCluster } from "./support/upgraded.ts";

const upgrade = ["upgrade", "elasticsearch", "--yes"] as const;
const wayBack = [...upgrade, "--to", "7.17.9"] as const;
const later = "temporal-start/elasticsearch:7.17.29";

describe("An upgrade of Elasticsearch", { timeout: 240_000 }, async () => {
  const cluster = await useOwnCluster("upgrade-es");
  let client: Client;
  let worked: WorkedCluster;

  /** What Elasticsearch itself says. */
  const version = async (): Promise<string> => {
    const { container } = rowOf((await cluster.status()).report, "temporal-elasticsearch");
    return (
      (await docker("exec", container?.name ?? "", "curl", "--silent", "localhost:9200")).match(
        /"number" : "(.*?)"/,
      )?.[1] ?? "none"
    );
  };
  const expectAll = (): Promise<void> => expectAllThere(cluster, worked);
  const outcomeOf = (...command: readonly string[]) =>
    withSteadyStarts(client, idleQueue, command.join("-"), () =>
      cluster.json<{ version: string; from: string; isSame: boolean }>(...command),
    );

  beforeAll(async () => {
    worked = await startWithWorkflows(cluster);
    ({ client } = worked);
  });

  afterAll(() => client.connection.close());

  it("is none that a start makes", async () => {
    const { error } = await cluster.json("start", "--set", `ELASTICSEARCH_IMAGE=${later}`);
    expect(error).toMatchObject({ code: "INDEX_VERSION_DIFFERS" });
    expect(JSON.stringify(error)).toContain("upgrade elasticsearch --to 7.17.29");
    const elsewhere = await cluster.json(...wayBack, "--set", `ELASTICSEARCH_IMAGE=${later}`);
    expect(elsewhere.error?.code).toBe("UPGRADE_VERSION_WRITTEN");
    expect((await cluster.json(...upgrade, "--to", "8.15.0")).error?.code).toBe("UPGRADE_NOT_KNOWN");
    expect(await version()).toBe("7.17.9");
    await expectAll();
  });

  it("that fails after it has had the index brings the version from before back", async () => {
    // Takes the index over as the real one does, and ends.
    const failing = "temporal-test/elasticsearch:7.17.28";
    const container = (await docker("create", later)).trim();
    const node = "/usr/local/bin/docker-entrypoint.sh eswrapper";
    const script = `${node} & until curl --silent --fail localhost:9200; do sleep 0.1; done; echo it failed; exit 3`;
    const entry = JSON.stringify(["/bin/bash", "-c", script]);
    await docker("commit", "--change", `ENTRYPOINT ${entry}`, "--change", "CMD []", container, failing);
    await docker("rm", container);
    try {
      const { error } = await cluster.json(...upgrade, "--set", `ELASTICSEARCH_IMAGE=${failing}`);
      expect(error?.code).toBe("UPGRADE_FAILED");
      expect(error?.message).toContain("the cluster has 7.17.9 again");
    } finally {
      await docker("rmi", "--force", failing);
    }
    expect(await version()).toBe("7.17.9");
    await expectAll();
  });

  it("keeps the index, and loses no start that was acknowledged", async () => {
    const { result, acknowledged, longestGapSeconds } = await outcomeOf(...upgrade);
    expect(result.error).toBeNull();
    expect(result.data).toMatchObject({ version: "7.17.29", from: "7.17.9", isSame: true });
    process.stderr.write(`upgrade of Elasticsearch: no start accepted for ${longestGapSeconds.toFixed(1)} s\n`);
    expect(acknowledged.length).toBeGreaterThan(10);
    await expectListed(client, acknowledged);
    expect(await version()).toBe("7.17.29");
    await expectTicking(client, "ticking");
    await expectAll();
    expect((await cluster.run(...upgrade)).stdout).toContain("7.17.29 already");
  });

  it("is kept over down and start, and an older program is refused with the way", async () => {
    expect((await cluster.run("down")).exitCode).toBe(0);
    await startOrExplain(cluster);
    expect(await version()).toBe("7.17.29");
    expect(await upgradeStatus(cluster)).toMatchObject({ elasticsearch: { version: "7.17.29" } });
    // Without a container only Elasticsearch itself knows.
    expect((await cluster.run("down")).exitCode).toBe(0);
    const { error } = await cluster.json("start", "--set", "ELASTICSEARCH_IMAGE=temporal-start/elasticsearch:7.17.9");
    expect(error?.failure?.id).toBe("ELASTICSEARCH_OTHER_VERSION");
    expect(JSON.stringify(error)).toContain("upgrade elasticsearch");
    expect((await cluster.run(...upgrade)).exitCode).toBe(0);
    expect(await version()).toBe("7.17.29");
    await expectAll();
  });

  it("is gone back on with an index that is made anew", async () => {
    const { result, acknowledged, longestGapSeconds } = await outcomeOf(...wayBack);
    expect(result.error).toBeNull();
    expect(result.data).toMatchObject({ version: "7.17.9", from: "7.17.29", isSame: true });
    process.stderr.write(`way back of Elasticsearch: no start accepted for ${longestGapSeconds.toFixed(1)} s\n`);
    await expectListed(client, acknowledged);
    expect(await version()).toBe("7.17.9");
    await expectAll();
  });

  it("that is killed leaves one version or the other, and an index that is whole or told to be partial", async () => {
    const random = seededRandom(71_729);
    const versions: string[] = [];
    for (let round = 0; round < 6; round++) {
      const command = (await version()) === "7.17.9" ? upgrade : wayBack;
      const running = cluster.launch(command);
      await Promise.race([delay(Math.round(random() * 8_000)), running.ended]);
      running.process.kill("SIGKILL");
      await running.ended;
      await startOrExplain(cluster);
      versions.push(await version());
      const { notices } = (await cluster.status()).report;
      if (notices.length > 0) expect(notices[0]?.hint).toContain("visibility rebuild");
      if (notices.length > 0) expect((await cluster.run("visibility", "rebuild", "--yes")).exitCode).toBe(0);
      await expectAll();
    }
    process.stderr.write(`killed upgrades of Elasticsearch: ${versions.join(" ")}\n`);
    expect(new Set(versions)).toEqual(new Set(["7.17.9", "7.17.29"]));
  });
});
