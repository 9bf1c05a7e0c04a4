import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Cluster, clusterOf, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { noS3Server, type S3Server, startS3Server } from "./support/s3-server.ts";
import { connectClient, taskQueue } from "./support/temporal.ts";

const reason = noS3Server();
if (reason !== null) process.stderr.write(`No backup goes to S3: ${reason}.\n`);

describe.skipIf(reason !== null)("S3-compatible storage", async () => {
  const own = await useOwnCluster("objects");
  const target = "s3://kept/nightly/";
  let server: S3Server;
  /** The same cluster, for whoever may write there. */
  let cluster: Cluster;

  beforeAll(async () => {
    server = await startS3Server();
    cluster = clusterOf(own.instance, { env: server.environment });
    await startOrExplain(cluster);
    const client = await connectClient(cluster);
    await client.workflow.start("greet", { taskQueue: `${taskQueue}-nobody`, workflowId: "kept", args: ["you"] });
    await client.connection.close();
  });

  afterAll(async () => {
    await server.close();
  });

  it("takes a backup, lists it, and gives it back", async () => {
    const made = await cluster.json<{ path: string }>("backup", "create", "--output", target, "--label", "far away");
    expect(made.error).toBe(null);
    expect(made.data.path).toMatch(/^s3:\/\/kept\/nightly\/.*\.backup\.tar$/);
    expect(await server.keys()).toEqual([made.data.path.replace("s3://kept/", "")]);
    expect((await cluster.json("backup", "create", "--output", made.data.path)).error?.code).toBe("FILE_EXISTS");
    expect((await cluster.run("backup", "list", "--folder", target)).stdout).toContain("far away");
    expect((await cluster.run("backup", "verify", `${target}latest`)).exitCode).toBe(0);
    expect((await cluster.run("status")).stdout).toContain(`ago: ${made.data.path}\n`);
    const restored = await cluster.json("restore", `${target}latest`, "--yes", "--no-backup");
    expect(restored.error).toBe(null);
    const client = await connectClient(cluster);
    expect((await client.workflow.getHandle("kept").describe()).status.name).toBe("RUNNING");
    await client.connection.close();
  });

  it("keeps an encrypted one, and only those that a rule keeps", async () => {
    const folder = join(inject("clusterRun").folder, "keys");
    mkdirSync(folder, { recursive: true });
    const phrase = join(folder, "phrase");
    writeFileSync(phrase, "correct horse\n");
    const made = await cluster.run("backup", "create", "--output", target, "--passphrase-file", phrase);
    expect(made.exitCode, made.stderr).toBe(0);
    expect((await cluster.run("backup", "verify", `${target}latest`, "--passphrase-file", phrase)).exitCode).toBe(0);
    const pruned = await cluster.run("backup", "prune", "--folder", target, "--keep-last", "1", "--yes");
    expect(pruned.stdout).toContain("1 backup is kept");
    expect(await server.keys()).toEqual([expect.stringMatching(/\.backup\.tar\.age$/)]);
  });

  it("has no object of a backup that was killed", async () => {
    const before = await server.keys();
    for (const ms of [600, 900, 1_200, 1_500]) {
      const running = cluster.launch(["backup", "create", "--output", "s3://kept/killed/"]);
      await delay(ms);
      running.process.kill("SIGKILL");
      await running.ended;
    }
    for (const key of (await server.keys()).filter((each) => !before.includes(each)))
      expect((await cluster.run("backup", "verify", `s3://kept/${key}`)).exitCode).toBe(0);
    expect((await cluster.status()).report.verdict).toBe("healthy");
  });

  it.each([
    ["no keys", { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_EC2_METADATA_DISABLED: "true" }, target],
    ["a wrong key", { AWS_SECRET_ACCESS_KEY: "wrong-secret" }, target],
    ["a bucket that is not there", {}, "s3://nowhere/"],
    ["an endpoint where nobody is", { AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9" }, target],
  ])("with %s is told with what to look at, and nothing is made", async (_, env, output) => {
    const before = await server.keys();
    const there = clusterOf(own.instance, { env: { ...server.environment, ...env } });
    const { exitCode, error } = await there.json("backup", "create", "--output", output);
    expect(exitCode).toBe(6);
    expect(error).toMatchObject({ code: expect.stringMatching(/^FILE_UN(WRITABLE|READABLE)$/) as string });
    expect(JSON.stringify(error)).toContain("AWS_ACCESS_KEY_ID");
    expect(JSON.stringify(error)).not.toContain("wrong-secret");
    expect(await server.keys()).toEqual(before);
  });
});
