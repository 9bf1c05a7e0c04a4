import { describe, expect, test } from "vitest";
import { interpretNetworks } from "../../../src/doctor/network/networks.ts";
import { countFree, defaultPools, overlaps, parseSubnet } from "../../../src/doctor/network/subnets.ts";

test.each([
  ["172.18.0.0/16", "172.18.3.0/24", true],
  ["172.18.3.7/16", "172.18.0.0/24", true],
  ["172.18.0.0/16", "172.19.0.0/16", false],
  ["0.0.0.0/1", "10.0.0.0/8", true],
  ["192.168.255.255/32", "192.168.255.254/32", false],
])("%s and %s overlap: %s", (one, other, expected) => {
  const [left, right] = [parseSubnet(one), parseSubnet(other)];
  expect(left !== undefined && right !== undefined && overlaps(left, right)).toBe(expected);
});

test.each(["fd00::/64", "", "10.0.0.0"])("%j is no IPv4 network", (text) => {
  expect(parseSubnet(text)).toBeUndefined();
});

test("the engine's own pools hold 31 networks", () => {
  expect(countFree(defaultPools, [], 100)).toBe(31);
});

describe("our network", () => {
  const ours = { name: "temporal-network", subnets: ["172.18.0.0/16"], marks: {} };
  const bridge = { name: "br-0949", cidr: "172.18.0.0/16" };
  const seen = { name: "temporal-network", networks: [ours], pools: undefined };

  test("with an address range of its own is well", () => {
    const routes = [bridge, { name: "eth0", cidr: "192.0.2.0/24" }];
    expect(interpretNetworks({ ...seen, routes }).state).toBe("ok");
  });

  test("in whose range a VPN leads elsewhere is a warning that names it", () => {
    const finding = interpretNetworks({ ...seen, routes: [bridge, { name: "tun0", cidr: "172.18.16.0/20" }] });
    expect(finding).toMatchObject({
      state: "warning",
      seen: expect.stringContaining("tun0 leads to 172.18.16.0/20") as string,
    });
  });
});

describe("before there is a network", () => {
  const pool = { base: "10.10.0.0/16", size: 18 };
  const used = (count: number) =>
    [0, 64, 128, 192]
      .slice(0, count)
      .map((third) => ({ name: `n${String(third)}`, subnets: [`10.10.${String(third)}.0/18`], marks: {} }));

  test.each([
    [0, "ok"],
    [1, "ok"],
    [2, "warning"],
    [3, "warning"],
    [4, "failure"],
  ])("with %i of 4 ranges used it is %s", (count, state) => {
    const seen = { name: "temporal-network", networks: used(count), routes: [], pools: [pool] };
    expect(interpretNetworks(seen).state).toBe(state);
  });

  test("ranges into which this machine has routes are a warning, since not every engine minds", () => {
    const routes = [{ name: "tun0", cidr: "10.0.0.0/8" }];
    const seen = { name: "temporal-network", networks: [], routes, pools: [pool] };
    expect(interpretNetworks(seen).state).toBe("warning");
  });

  test("an engine that does not tell its ranges is not judged by those of another", () => {
    const seen = { name: "temporal-network", networks: used(4), routes: [], pools: undefined };
    expect(interpretNetworks(seen).state).toBe("ok");
  });
});
