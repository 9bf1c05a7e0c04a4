import { describe, expect, test } from "vitest";
import { doctor } from "../../../src/commands/doctor/doctor.ts";
import type { CheckResult } from "../../../src/doctor/examine.ts";
import type { DoctorReport } from "../../../src/doctor/report.ts";
import { TemporalStartError } from "../../../src/errors.ts";
import { foreignContainer, volume } from "../../support/containers.ts";
import { FakeCluster } from "../../support/fake-cluster.ts";
import { fakeContext, inputOf, runOn } from "../../support/fake-context.ts";

/** Known of the default versions, and so seen on every machine. */
const everywhere = "vulnerabilities";

async function examined(cluster: FakeCluster, context = fakeContext(cluster)) {
  const { exitCode, data, text } = await runOn(doctor, context);
  const report = data as DoctorReport;
  const unwell = report.checks.filter(({ state, check }) => state !== "ok" && check !== everywhere);
  return { exitCode, report, text, unwell };
}

const brief = ({ check, subject, state }: CheckResult) => ({ check, subject, state });

test.each([
  ["before the first start", () => new FakeCluster()],
  ["while the cluster runs", () => FakeCluster.running()],
])("nothing but the known vulnerabilities is amiss on a usual machine %s", async (_, make) => {
  const { exitCode, report, unwell, text } = await examined(make());
  expect({ exitCode, unwell }).toEqual({ exitCode: 0, unwell: [] });
  expect(report).toMatchObject({ instance: "", state: "warning", failures: 0, warnings: 2 });
  expect(text).toMatch(/^Instance default: 2 warnings \(\d\.\d s\)\.$/m);
});

describe("a failure ends with 6 and names", () => {
  test.each([
    [
      "a taken port",
      { check: "ports", subject: "7233 temporal-server" },
      (cluster: FakeCluster): void => {
        cluster.heldPorts.set(7233, "taken");
      },
    ],
    [
      "a stranger with our name",
      { check: "container-names", subject: null },
      (cluster: FakeCluster): void => {
        cluster.put(foreignContainer("temporal-web"));
      },
    ],
    [
      "data of another version",
      { check: "data-volumes", subject: null },
      (cluster: FakeCluster): void => {
        cluster.volumes.push(volume("temporal-elasticsearch-data", { dataVersion: "8" }));
      },
    ],
    [
      "an engine that is too old",
      { check: "engine-version", subject: null },
      (cluster: FakeCluster): void => {
        cluster.engineInfo = { ...cluster.engineInfo, apiVersion: "1.40" };
      },
    ],
    [
      "a Compose that is too old",
      { check: "compose-version", subject: null },
      (cluster: FakeCluster): void => {
        cluster.programs.set("docker compose version --short", { exitCode: 0, stdout: "v2.6.0\n", stderr: "" });
      },
    ],
    [
      "a disk that is full",
      { check: "disk", subject: null },
      (cluster: FakeCluster): void => {
        cluster.host.free = 1_000_000;
      },
    ],
  ])("%s", async (_, expected, arrange) => {
    const cluster = new FakeCluster();
    arrange(cluster);
    const { exitCode, unwell } = await examined(cluster);
    expect(exitCode).toBe(6);
    expect(unwell.map(brief)).toEqual([{ ...expected, state: "failure" }]);
  });
});

test("a taken port is named with its program, and the next one that is free is offered", async () => {
  const cluster = new FakeCluster();
  cluster.heldPorts.set(8088, "taken").set(8089, "taken");
  cluster.host.listening = [{ family: "IPv4", port: 8088, userId: 1000, pid: 4711, program: "webpack" }];
  const { text } = await examined(cluster);
  expect(text).toContain("port 8088 temporal-web");
  expect(text).toContain("taken on 127.0.0.1 by webpack (PID 4711)");
  expect(text).toContain("→ kill 4711, or write TEMPORAL_WEB_PORT=8090 into temporal.env");
});

test("a paused container of ours keeps its port", async () => {
  const cluster = FakeCluster.running();
  const onBoth = ["127.0.0.1", "::1"].map((hostAddress) => ({ hostAddress, hostPort: 8088, containerPort: 8080 }));
  cluster.change("temporal-web", { state: "paused", ports: onBoth });
  cluster.heldPorts.set(8088, "taken");
  expect((await examined(cluster)).unwell).toEqual([]);
});

test("advice for an instance names it", async () => {
  const cluster = new FakeCluster({ TEMPORAL_INSTANCE: "blue" });
  cluster.images.clear();
  const { report } = await examined(cluster);
  expect(report.checks.find(({ check }) => check === "images")?.todo).toBe(
    "start pulls it; temporal-start --instance blue images build makes it where no image registry can be reached",
  );
});

test("an engine that does not answer is one failure, and what needs it is not checked", async () => {
  const cluster = new FakeCluster();
  cluster.engineFailure = new TemporalStartError({
    code: "ENGINE_UNREACHABLE",
    category: "engine",
    message: "No Docker Engine answers at unix:///var/run/docker.sock (default socket): connect ENOENT.",
  });
  cluster.host.paths = ["/run/systemd/system"];
  const { exitCode, report, text } = await examined(cluster);
  expect(exitCode).toBe(6);
  expect(report).toMatchObject({ failures: 1, warnings: 0 });
  expect(report.checks.find(({ state }) => state === "failure")).toMatchObject({
    check: "engine-reachable",
    todo: "sudo systemctl start docker",
  });
  expect(report.checks.map(({ check }) => check)).not.toContain("engine-permission");
  expect(text).toMatch(/^Not checked, because the engine does not answer: .*memory.*$/m);
  expect(text).toContain("port 7233 temporal-server");
});

test("an engine that this user may not ask is a matter of permission", async () => {
  const cluster = new FakeCluster();
  cluster.engineFailure = new TemporalStartError({ code: "ENGINE_FORBIDDEN", category: "engine", message: "No." });
  cluster.host.user = { name: "ada", id: 1000, groupIds: [1000] };
  cluster.host.texts.set("/etc/group", "docker:x:998:\n");
  const { report } = await examined(cluster);
  expect(report.checks.filter(({ state }) => state === "failure").map(({ check, todo }) => ({ check, todo }))).toEqual([
    { check: "engine-permission", todo: "sudo usermod -aG docker ada, then log out and in again" },
  ]);
});

test("settings that cannot be used are named, and the machine is looked at nevertheless", async () => {
  const cluster = new FakeCluster();
  const details = ["temporal.env:3: POSTGRES_PORT must be a whole number."];
  const settings = () =>
    Promise.reject(
      new TemporalStartError({ code: "SETTINGS_INVALID", category: "settings", message: "1 setting", details }),
    );
  const { exitCode, report } = await examined(cluster, { ...fakeContext(cluster), settings });
  expect(exitCode).toBe(6);
  expect(report).toMatchObject({ instance: null, failures: 1 });
  expect(report.checks.find(({ check }) => check === "settings")?.seen).toBe(details[0]);
  expect(report.checks.find(({ check }) => check === "disk")?.state).toBe("ok");
});

test("what production needs is looked at where it is asked for, and each lack names its way", async () => {
  const plain = await runOn(doctor, fakeContext(FakeCluster.running()));
  expect((plain.data as DoctorReport).checks.map(({ group }) => group)).not.toContain("production");
  const { data, exitCode } = await runOn(doctor, fakeContext(FakeCluster.running()), inputOf({ production: true }));
  const found = (data as DoctorReport).checks.filter(({ group }) => group === "production");
  const lacking = found.filter(({ state }) => state === "failure");
  expect(lacking.map(({ check, subject }) => [check, subject])).toEqual([
    ["production-passwords", null],
    ["production-tls", null],
    ["production-page", "login"],
    ["production-page", "origins"],
    ["production-backups", null],
  ]);
  expect(lacking.every(({ todo }) => todo !== null)).toBe(true);
  expect(exitCode).toBe(6);
});
