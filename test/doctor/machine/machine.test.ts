import { describe, expect, test } from "vitest";
import { interpretProxies } from "../../../src/doctor/engine/proxies.ts";
import { interpretClock } from "../../../src/doctor/machine/clock.ts";
import { interpretDisk } from "../../../src/doctor/machine/disk.ts";
import { interpretLimit, interpretOpenFiles } from "../../../src/doctor/machine/kernel-limits.ts";
import { interpretMemory } from "../../../src/doctor/machine/memory.ts";
import { interpretProcessors } from "../../../src/doctor/machine/processors.ts";
import { testSettings } from "../../support/settings.ts";

const gigabyte = 1_073_741_824;

describe("memory", () => {
  test.each([
    ["more than all limits", 8, undefined, "ok"],
    ["exactly all limits", 3, 2, "ok"],
    ["less than all limits", 2.9, undefined, "warning"],
    ["less than the services use without work", 0.4, undefined, "failure"],
    ["enough, but others use it", 8, 0.4, "warning"],
  ])("of %s", (_, total, available, state) => {
    const availableBytes = available === undefined ? undefined : available * gigabyte;
    const { values: settings, topology } = testSettings();
    expect(interpretMemory({ totalBytes: total * gigabyte, availableBytes, settings, topology }).state).toBe(state);
  });

  test("is told in numbers that can be compared", () => {
    const { values: settings, topology } = testSettings();
    const seen = { totalBytes: 2 * gigabyte, availableBytes: undefined, settings, topology };
    expect(interpretMemory(seen).seen).toBe("2.0 GB for the engine; the limits of all services add up to 3.0 GB");
  });

  test("counts the limits as they are set", () => {
    const { values: settings, topology } = testSettings({ TEMPORAL_SERVER_MEMORY: "8g" });
    expect(interpretMemory({ totalBytes: 8 * gigabyte, availableBytes: undefined, settings, topology }).state).toBe(
      "warning",
    );
  });
});

describe("limits of processors", () => {
  const settings = testSettings({ TEMPORAL_SERVER_CPUS: "2.01", TEMPORAL_WEB_CPUS: "2" }).values;

  test("above what the engine has end a start, with the setting", () => {
    expect(interpretProcessors({ product: "Docker Engine", processors: 2 }, settings)).toEqual({
      state: "failure",
      code: "CPUS_TOO_MANY",
      seen: "2 for the engine, fewer than TEMPORAL_SERVER_CPUS=2.01",
      todo: "Lower it to what the engine has, or set it to 0 for no limit",
    });
  });

  test.each([
    ["that the engine has", { product: "Docker Engine", processors: 3 }],
    ["of an engine that does not tell its processors", { product: "Docker Engine", processors: 0 }],
    ["above what Podman has, which does not mind", { product: "Podman Engine", processors: 1 }],
  ])("%s are well", (_, engine) => {
    expect(interpretProcessors(engine, settings).state).toBe("ok");
  });
});

test.each([
  [50, "ok"],
  [5, "ok"],
  [4.9, "warning"],
  [0.25, "warning"],
  [0.24, "failure"],
  [undefined, "ok"],
])("%s GB of free disk are %s", (free, state) => {
  const freeBytes = free === undefined ? undefined : free * gigabyte;
  expect(interpretDisk({ folder: "/var/lib/docker", freeBytes }).state).toBe(state);
});

describe("a limit of the kernel", () => {
  const limit = { name: "vm.max_map_count", least: 262_144, why: "Elasticsearch maps its files" };

  test("that is high enough is well", () => {
    expect(interpretLimit(limit, 262_144)).toEqual({ state: "ok", seen: "vm.max_map_count is 262144" });
  });

  test("that is too low is told with the command that raises it", () => {
    expect(interpretLimit(limit, 65_530)).toEqual({
      state: "warning",
      seen: "vm.max_map_count is 65530; Elasticsearch maps its files",
      todo: "sudo sysctl -w vm.max_map_count=262144; echo vm.max_map_count=262144 | sudo tee /etc/sysctl.d/99-temporal-start.conf keeps it",
    });
  });
});

test.each([
  ["1481\t0\t9223372036854775807\n", "ok"],
  ["1000\t0\t66535\n", "ok"],
  ["1001\t0\t66535\n", "warning"],
])("open files %j are %s", (fileNumbers, state) => {
  expect(interpretOpenFiles(fileNumbers).state).toBe(state);
});

describe("the engine's clock", () => {
  const [askedMs, answeredMs] = [1_000_000, 1_003_000];

  test.each([
    ["between question and answer", 1_002_000, "ok"],
    ["a little behind", 998_001, "ok"],
    ["two seconds behind the question", 998_000, "warning"],
    ["two seconds ahead of the answer", 1_005_000, "warning"],
    ["a little ahead", 1_004_999, "ok"],
    ["not told", undefined, "ok"],
  ])("%s", (_, engineMs, state) => {
    expect(interpretClock({ engineMs, askedMs, answeredMs }).state).toBe(state);
  });

  test("that is off is told by how much and in which direction", () => {
    expect(interpretClock({ engineMs: 880_000, askedMs, answeredMs }).seen).toContain("120 s behind this machine's");
    expect(interpretClock({ engineMs: 1_063_000, askedMs, answeredMs }).seen).toContain("60 s ahead of");
  });
});

describe("proxies", () => {
  const secret = "http://ada:hunter2@proxy:3128";
  const seen = { engineHasProxy: false, isImageMissing: false };

  test.each([
    ["none", {}, "ok"],
    ["an empty one", { HTTP_PROXY: "" }, "ok"],
    ["one without exceptions", { HTTPS_PROXY: secret }, "warning"],
    ["one with half of the exceptions", { http_proxy: secret, no_proxy: "localhost" }, "warning"],
    ["one with both", { http_proxy: secret, NO_PROXY: "localhost, 127.0.0.1" }, "ok"],
    ["one that is switched off", { http_proxy: secret, NO_PROXY: "*" }, "ok"],
  ])("%s", (_, environment, state) => {
    const finding = interpretProxies({ ...seen, environment });
    expect(finding.state).toBe(state);
    expect(JSON.stringify(finding)).not.toContain("hunter2");
  });

  test.each([
    [false, true, "warning"],
    [true, true, "ok"],
    [false, false, "ok"],
  ])("matter for pulling: the engine has one %s, an image is missing %s", (engineHasProxy, isImageMissing, state) => {
    const environment = { http_proxy: secret, NO_PROXY: "localhost,127.0.0.1" };
    expect(interpretProxies({ environment, engineHasProxy, isImageMissing }).state).toBe(state);
  });
});
