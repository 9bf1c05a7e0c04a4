// cspell:ignore IRTT
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createHostProbe } from "../../src/host/host-probe.ts";
import { parseRouteTable, routesOfInterfaces } from "../../src/host/host-routes.ts";
import { createProcessRunner } from "../../src/host/process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const probeOf = (environment: Record<string, string> = {}) =>
  createHostProbe({ environment, home: "/home/ada", processes: createProcessRunner() });

test("a file that is not there has no text, and a folder that is not there no space", async () => {
  const missing = join(await temporaryFolder(), "nothing");
  expect(await probeOf().readText(missing)).toBeUndefined();
  expect(await probeOf().freeBytes(missing)).toBeUndefined();
});

test("the space of a folder is told", async () => {
  expect(await probeOf().freeBytes(await temporaryFolder())).toBeGreaterThan(0);
});

test("paths that exist and programs that can be run are found", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "podman"), "");
  await writeFile(join(folder, "colima"), "");
  await chmod(join(folder, "colima"), 0o755);
  expect(await probeOf().existing([join(folder, "podman"), join(folder, "docker")])).toEqual([join(folder, "podman")]);
  expect(await probeOf({ PATH: `/nowhere:${folder}` }).programs(["podman", "colima", "dockerd"])).toEqual(["colima"]);
});

test("a table of routes is read without the default route", () => {
  const table = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
br-0949\t00C0A8C0\t00000000\t0001\t0\t0\t0\t00F0FFFF\t0\t0\t0
`;
  expect(parseRouteTable(table)).toEqual([
    { name: "docker0", cidr: "172.17.0.0/16" },
    { name: "br-0949", cidr: "192.168.192.0/20" },
  ]);
});

test("where there is no table, the IPv4 networks of the interfaces count", () => {
  const address = { netmask: "", mac: "", internal: false };
  const interfaces = {
    en0: [
      { ...address, address: "192.0.2.2", cidr: "192.0.2.2/24", family: "IPv4" as const },
      { ...address, address: "fd00::2", cidr: "fd00::2/64", family: "IPv6" as const, scopeid: 0 },
    ],
    gone: undefined,
  };
  expect(routesOfInterfaces(interfaces)).toEqual([{ name: "en0", cidr: "192.0.2.2/24" }]);
});
