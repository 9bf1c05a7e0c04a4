import { afterAll, describe, expect, it } from "vitest";
import { rowOf, unwell, useSharedCluster } from "./support/cluster.ts";
import { docker, healthOf } from "./support/docker.ts";
import type { PublishedService } from "./support/free-instance.ts";

const services: readonly PublishedService[] = [
  "temporal-postgres",
  "temporal-elasticsearch",
  "temporal-server",
  "temporal-web",
];
/** Three failures, each an interval of 8 s and a timeout of 4 s apart, and one more for where the count begins. */
const unhealthyTimeoutMs = 60_000;
/** The first check comes after an interval of 8 s, and one that failed is repeated after another. */
const healthyTimeoutMs = 40_000;

/** Process 1 is an init there, and Java its child. */
const signalJava = (signal: string): string =>
  `for folder in /proc/[0-9]*; do [ "$(cat $folder/comm)" != java ] || kill -${signal} \${folder#/proc/}; done`;

describe("Services that hang", () => {
  const cluster = useSharedCluster();
  const signalAll = (signal: "STOP" | "CONT"): Promise<unknown> =>
    Promise.all(
      services.map((service) =>
        service === "temporal-elasticsearch"
          ? docker("exec", cluster.named(service), "sh", "-c", signalJava(signal))
          : docker("kill", "--signal", signal, cluster.named(service)),
      ),
    );
  const health = (): Promise<readonly string[]> =>
    Promise.all(services.map((service) => healthOf(cluster.named(service))));

  afterAll(() => signalAll("CONT"));

  // Until its first success a container may take its start period, in which failures do not count.
  it("are healthy for the engine before", async () => {
    const wanted = services.map(() => "healthy");
    await expect.poll(health, { timeout: healthyTimeoutMs, interval: 500 }).toEqual(wanted);
  });

  // Side by side: every container needs the same half minute until its engine calls it unhealthy.
  it("are unhealthy for the engine", async () => {
    await signalAll("STOP");
    const wanted = services.map(() => "unhealthy");
    await expect.poll(health, { timeout: unhealthyTimeoutMs, interval: 500 }).toEqual(wanted);
  });

  it("do not answer for status, which ends with exit code 4", async () => {
    const { exitCode, report } = await cluster.status("--timeout", "2s");
    expect({ exitCode, unwell: unwell(report) }).toEqual({ exitCode: 4, unwell: services });
    for (const service of services) {
      expect(rowOf(report, service)).toMatchObject({
        reason: expect.stringMatching(/^No answer from/) as string,
        probe: { fault: "timeout" },
        container: { state: "running", health: "unhealthy" },
      });
    }
  });

  it("would be restarted by start", async () => {
    const { stdout } = await cluster.run("start", "--dry-run");
    for (const service of services) {
      expect(stdout).toMatch(new RegExp(`restart +${cluster.named(service)} +running, unhealthy`));
    }
  });

  it("are healthy again when they go on", async () => {
    await signalAll("CONT");
    const wanted = services.map(() => "healthy");
    await expect.poll(health, { timeout: unhealthyTimeoutMs, interval: 500 }).toEqual(wanted);
    await expect.poll(async () => (await cluster.status()).exitCode, { timeout: 30_000 }).toBe(0);
  });
});
