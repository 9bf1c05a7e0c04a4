import { describe, expect, test } from "vitest";
import type { ServiceName } from "../../src/cluster/services/index.ts";
import type { ContainerFacts } from "../../src/interfaces/engine-facts.ts";
import { reachOf, serverAddress } from "../../src/observe/own-containers.ts";
import { containerOf } from "../support/containers.ts";
import { testSettings, testUnit } from "../support/settings.ts";

const reach = { ...testSettings(), host: "127.0.0.1" };
const web = testUnit("temporal-web");

const publishing = (service: ServiceName, ...ports: readonly (readonly [string, number, number])[]): ContainerFacts =>
  containerOf(service, {
    ports: ports.map(([hostAddress, hostPort, containerPort]) => ({ hostAddress, hostPort, containerPort })),
  });

describe("a service is reached", () => {
  test.each([
    ["where its container publishes it", publishing("temporal-web", ["127.0.0.1", 9000, 8080]), "127.0.0.1", 9000],
    ["at the address it is published on", publishing("temporal-web", ["10.0.0.5", 9000, 8080]), "10.0.0.5", 9000],
    [
      "at this machine's own address where it is published on all",
      publishing("temporal-web", ["::", 9001, 8080], ["0.0.0.0", 9000, 8080]),
      "127.0.0.1",
      9000,
    ],
    ["where the settings say without a container", undefined, "127.0.0.1", 8088],
    ["where the settings say when no port is published", publishing("temporal-web"), "127.0.0.1", 8088],
    [
      "where the settings say when another port is published",
      publishing("temporal-web", ["127.0.0.1", 9000, 81]),
      "127.0.0.1",
      8088,
    ],
    [
      "where the settings say when its container has ended",
      { ...publishing("temporal-web", ["127.0.0.1", 9000, 8080]), state: "exited" as const },
      "127.0.0.1",
      8088,
    ],
  ])("%s", (_, container, host, port) => {
    const found = reachOf(web, new Map(container === undefined ? [] : [["temporal-web", container]]), reach);
    expect({ host: found.host, port: found.values.TEMPORAL_WEB_PORT }).toEqual({ host, port });
  });
});

test("a service with an address of its own is asked there", () => {
  const own = { ...testSettings({ TEMPORAL_SERVER_BIND_ADDRESS: "10.0.0.7" }), host: "127.0.0.1" };
  expect(serverAddress(new Map(), own)).toBe("10.0.0.7:7233");
});

test("the server's address is the published one, and without a container that of the settings", () => {
  const moved = publishing("temporal-server", ["127.0.0.1", 7300, 7233]);
  expect(serverAddress(new Map([["temporal-server", moved]]), reach)).toBe("127.0.0.1:7300");
  expect(serverAddress(new Map(), reach)).toBe("127.0.0.1:7233");
});

test("what a gateway publishes is reached there", () => {
  const secured = { ...testSettings({ TEMPORAL_SECURITY: "tls" }), host: "127.0.0.1" };
  const gateway = publishing("temporal-server", ["127.0.0.1", 7300, 7233], ["10.0.0.5", 9000, 8080]);
  const containers = new Map([["temporal-gateway", gateway]]);
  expect(serverAddress(containers, secured)).toBe("127.0.0.1:7300");
  const page = reachOf(web, containers, secured);
  expect({ host: page.host, port: page.values.TEMPORAL_WEB_PORT }).toEqual({ host: "10.0.0.5", port: 9000 });
});
