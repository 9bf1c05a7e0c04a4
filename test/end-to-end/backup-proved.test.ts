import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { seededRandom } from "../../bench/measure/seeded-random.ts";
import { readArchive, writeArchive } from "../../src/archive/archive.ts";
import { checksumsName, manifestName } from "../../src/archive/checked-archive.ts";
import type { Checksums, Manifest } from "../../src/backup/manifest.ts";
import { startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { run } from "./support/program.ts";
import { connectClient, taskQueue } from "./support/temporal.ts";
import { addAttributes } from "./support/workload.ts";

const workflows = 20;

/** The same backup with other counts, and checksums that fit. */
async function withOtherCounts(from: string, to: string): Promise<void> {
  const archive = writeArchive(createWriteStream(to), () => Date.now());
  await readArchive(createReadStream(from), async ({ name, content }) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of content) pieces.push(piece);
    const text = Buffer.concat(pieces).toString();
    if (name === manifestName) {
      const manifest = JSON.parse(text) as Manifest;
      await archive.add(name, JSON.stringify({ ...manifest, counts: { executions: 4_711, open: 1 } }));
    } else if (name === checksumsName) {
      const checksums = JSON.parse(text) as Checksums;
      const counts = { executions: 4_712, open: 1 };
      await archive.add(name, JSON.stringify({ ...checksums, counts, parts: archive.parts() }));
    } else await archive.add(name, Buffer.concat(pieces));
  });
  await archive.finish();
}

describe("A backup", async () => {
  const cluster = await useOwnCluster("proved");
  const folder = join(inject("clusterRun").folder, "proved");
  const file = join(folder, "one.backup.tar");
  const drill = `${cluster.instance}-drill`;
  const random = seededRandom(4_711);

  const leftOfDrill = async (): Promise<string> => {
    const label = `label=io.temporal-start.instance=${drill}`;
    const found = await Promise.all([
      docker("ps", "--all", "--quiet", "--filter", label),
      docker("volume", "ls", "--quiet", "--filter", label),
      docker("network", "ls", "--quiet", "--filter", label),
    ]);
    return found.join("");
  };

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    await startOrExplain(cluster);
    await addAttributes(cluster);
    const client = await connectClient(cluster);
    for (let index = 0; index < workflows; index++)
      await client.workflow.start("greet", {
        taskQueue: `${taskQueue}-nobody`,
        workflowId: `one-${String(index)}`,
        args: ["you"],
      });
    await client.connection.close();
    const { exitCode, stderr } = await cluster.run("backup", "create", "--output", file);
    expect(exitCode, stderr).toBe(0);
  });

  it("is the last one that status and doctor tell of, until it is gone", async () => {
    expect((await cluster.run("status")).stdout).toContain(`ago: ${file}`);
    expect((await cluster.run("doctor")).stdout).toContain(file);
  });

  it("comes back in a drill beside the cluster, of which nothing is left", async () => {
    const { exitCode, data, error } = await cluster.json<{ drill: { instance: string; counts: { open: number } } }>(
      ...["backup", "verify", file, "--drill"],
    );
    expect(error).toBe(null);
    expect(exitCode).toBe(0);
    expect(data.drill).toMatchObject({
      instance: drill,
      counts: { open: expect.any(Number) as number },
      comparison: { missing: 0, different: 0, surplus: 0 },
    });
    // Temporal's own are among them.
    expect(data.drill.counts.open).toBeGreaterThanOrEqual(workflows);
    expect(await leftOfDrill()).toBe("");
    expect(existsSync(join(inject("clusterRun").folder, "state", "temporal-start", drill))).toBe(false);
    expect((await cluster.status()).report).toMatchObject({ verdict: "healthy", notices: [] });
  });

  it("that does not bring back what it says fails in the drill, of which nothing is left", async () => {
    const other = join(folder, "other.backup.tar");
    await withOtherCounts(file, other);
    expect((await cluster.run("backup", "verify", other)).exitCode).toBe(0);
    expect((await cluster.json("backup", "verify", other, "--drill")).error).toMatchObject({
      code: "DRILL_FAILED",
      details: [expect.stringMatching(/^There are \d+ executions, not between about 4711 and 4712\.$/)],
    });
    expect(await leftOfDrill()).toBe("");
  });

  it("is in no drill where the instance for it is in use, and an interrupted drill leaves nothing", async () => {
    const volume = `temporal-${drill}-postgres-data`;
    await docker("volume", "create", "--label", `io.temporal-start.instance=${drill}`, volume);
    expect((await cluster.json("backup", "verify", file, "--drill")).error?.code).toBe("INSTANCE_IN_USE");
    await docker("volume", "rm", volume);
    const running = cluster.launch(["backup", "verify", file, "--drill"]);
    await expect.poll(leftOfDrill, { timeout: 30_000 }).not.toBe("");
    await delay(2_000);
    running.process.kill("SIGINT");
    expect((await running.ended).exitCode).toBe(130);
    expect(await leftOfDrill()).toBe("");
  });

  it("is encrypted for whom it shall be, with passwords where that is asked for", async () => {
    const identity = await generateX25519Identity();
    const [keyFile, phraseFile] = [join(folder, "key.txt"), join(folder, "phrase.txt")];
    writeFileSync(keyFile, `# a key\n${identity}\n`, { mode: 0o600 });
    writeFileSync(phraseFile, "correct horse\n", { mode: 0o600 });
    const locked = join(folder, "locked.backup.tar.age");
    const recipient = ["--recipient", await identityToRecipient(identity)];
    expect((await cluster.json("backup", "create", "--with-secrets", "--output", locked)).error?.code).toBe("USAGE");
    const made = await cluster.run("backup", "create", "--with-secrets", ...recipient, "--output", locked);
    expect(made.exitCode, made.stderr).toBe(0);
    expect(statSync(locked).mode & 0o777).toBe(0o600);
    expect((await cluster.run("backup", "list", "--folder", folder)).stdout).toMatch(/locked\S+ .*\(encrypted\)/);
    expect((await cluster.json("backup", "verify", locked)).error?.code).toBe("BACKUP_LOCKED");
    const wrong = await cluster.json("restore", locked, "--yes", "--passphrase-file", phraseFile);
    expect(wrong.error?.code).toBe("BACKUP_LOCKED");
    expect((await cluster.run("backup", "verify", locked, "--identity-file", keyFile)).exitCode).toBe(0);
    const shown = await cluster.run("backup", "show", locked, "--identity-file", keyFile);
    expect(shown.stdout).toContain("history shards");
    const restored = await cluster.json("restore", locked, "--identity-file", keyFile, "--yes", "--no-backup");
    expect(restored.error).toBe(null);
    expect((await cluster.status()).report).toMatchObject({ verdict: "healthy", notices: [] });
  });

  it("that is killed leaves no file under its name, and the next one removes what it left", async () => {
    const own = join(inject("clusterRun").folder, "data", "temporal-start", "backups", cluster.instance);
    for (let round = 0; round < 10; round++) {
      const running = cluster.launch(["backup", "create"]);
      await delay(Math.round(random() * 2_000));
      running.process.kill("SIGKILL");
      await running.ended;
    }
    const names = readdirSync(own);
    for (const name of names.filter((each) => !each.endsWith(".partial")))
      expect((await cluster.run("backup", "verify", name)).exitCode).toBe(0);
    expect((await cluster.run("backup", "create")).exitCode).toBe(0);
    expect(readdirSync(own).filter((name) => name.endsWith(".partial"))).toEqual([]);
    const slots = `SELECT count(*) FROM pg_replication_slots`;
    const ask = ["exec", cluster.named("temporal-postgres"), "psql", "-U", "temporal", "-d", "temporal", "-Atc", slots];
    await expect.poll(() => docker(...ask), { timeout: 20_000 }).toBe("0");
    expect((await cluster.status()).report.verdict).toBe("healthy");
  });

  it("for which there is no room ends with that cause and leaves nothing", async () => {
    const target = join(folder, "full", "one.backup.tar");
    const program = [process.execPath, inject("programFile"), "--instance", cluster.instance, "--json"];
    const script = ["-c", 'ulimit -f 1000; exec "$@"', "sh", ...program, "backup", "create", "--output", target];
    const { exitCode, stdout } = await run("sh", script);
    expect(exitCode).not.toBe(0);
    expect(stdout).toMatch(/file too large/i);
    expect(readdirSync(join(folder, "full"))).toEqual([]);
    expect((await cluster.status()).report.verdict).toBe("healthy");
  });

  it("is made before a reset, also of a cluster that is stopped, and tells where it is", async () => {
    expect((await cluster.run("stop")).exitCode).toBe(0);
    const { exitCode, data, error } = await cluster.json<{ backup: string }>("reset", "--yes");
    expect(error).toBe(null);
    expect(exitCode).toBe(0);
    expect(existsSync(data.backup)).toBe(true);
    expect((await cluster.run("backup", "show", "latest")).stdout).toContain("before a reset");
    expect((await cluster.json("restore", "latest")).error).toBe(null);
    const client = await connectClient(cluster);
    expect((await client.workflow.getHandle("one-3").describe()).status.name).toBe("RUNNING");
    await client.connection.close();
  });
});
