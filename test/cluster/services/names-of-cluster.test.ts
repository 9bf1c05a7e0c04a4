import { expect, test } from "vitest";
import { namesOfCluster } from "../../../src/cluster/services/names-of-cluster.ts";
import { testSettings } from "../../support/settings.ts";

test.each([
  ["nothing", {}, []],
  ["all addresses", { TEMPORAL_BIND_ADDRESS: "0.0.0.0" }, []],
  ["names", { TEMPORAL_HOST_NAMES: "a.example.org,localhost,a.example.org" }, ["a.example.org"]],
  ["an address that it is bound to", { TEMPORAL_BIND_ADDRESS: "10.0.0.5" }, ["10.0.0.5"]],
  ["one for the page alone", { TEMPORAL_WEB_BIND_ADDRESS: "127.0.0.2" }, ["127.0.0.2"]],
  ["one of IPv6", { TEMPORAL_SERVER_BIND_ADDRESS: "[fd00::2]" }, ["fd00::2"]],
])("%s: the names of the cluster", (_, flags, names) => {
  expect(namesOfCluster(testSettings(flags).values)).toEqual(names);
});
