import { expect, test } from "vitest";
import { onOwnBridge } from "../../../../src/backends/compose/engine/bridge.ts";

const on = (name: string, cidr: string) => ({ [name]: [{ family: cidr.includes(":") ? "IPv6" : "IPv4", cidr }] });

test.each([
  ["of an engine of this machine", on("br-0f3a", "172.28.0.1/16"), ["172.28.0.5"], "172.28.0.5"],
  ["of its first network", on("docker0", "172.17.0.1/16"), ["10.1.1.1", "172.17.0.9"], "172.17.0.9"],
  ["of Podman", on("podman1", "10.89.0.1/24"), ["10.89.0.3"], "10.89.0.3"],
  ["in a virtual machine, which nothing here leads to", on("eth0", "192.168.1.7/24"), ["172.28.0.5"], undefined],
  ["that somebody else in the same network has", on("eth0", "172.28.0.1/16"), ["172.28.0.5"], undefined],
  ["beside the bridge", on("br-0f3a", "172.28.0.1/24"), ["172.28.1.5"], undefined],
  ["of no network at all", on("br-0f3a", "172.28.0.1/16"), [""], undefined],
  ["where only IPv6 is", on("br-0f3a", "fd00::1/64"), ["172.28.0.5"], undefined],
  ["where there is nothing", {}, ["172.28.0.5"], undefined],
])("an address %s", (_, interfaces, addresses, found) => {
  expect(onOwnBridge(addresses, interfaces)).toBe(found);
});
