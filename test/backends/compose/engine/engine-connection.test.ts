import { describe, expect, test } from "vitest";
import { connectionOptions } from "../../../../src/backends/compose/engine/engine-connection.ts";
import { failureOf } from "../../../support/expect-failure.ts";

const refusal = (address: string, chosenBy = "DOCKER_HOST") =>
  failureOf(async () => connectionOptions({ address, chosenBy })).then(({ facts }) => facts);

test.each([
  ["unix:///run/user/1000/podman/podman.sock", { socketPath: "/run/user/1000/podman/podman.sock" }],
  ["npipe:////./pipe/docker_engine", { socketPath: "//./pipe/docker_engine" }],
  ["tcp://127.0.0.1:12375", { host: "127.0.0.1", port: 12_375, protocol: "http" }],
  ["tcp://localhost", { host: "localhost", port: 2375, protocol: "http" }],
  ["http://[::1]:2375", { host: "::1", port: 2375, protocol: "http" }],
])("%s is an engine of this machine", (address, expected) => {
  expect(connectionOptions({ address, chosenBy: "DOCKER_HOST" })).toEqual(expected);
});

describe("an engine is refused before it is asked", () => {
  test.each([
    ["ssh://ada@host", "reached by SSH"],
    ["https://127.0.0.1:2376", "reached by TLS"],
    ["tcp://127.0.0.1:2376", "reached by TLS"],
    ["tcp://build-host:2375", "on another machine"],
    ["tcp://10.0.0.1:2376", "on another machine"],
  ])("%s, which is %s", async (address, how) => {
    const { code, message } = await refusal(address);
    expect(code).toBe("ENGINE_UNSUPPORTED");
    expect(message).toBe(`The engine at ${address} (DOCKER_HOST) is ${how}, which temporal-start does not support.`);
  });

  test.each(["nonsense", "/var/run/docker.sock", "127.0.0.1:2375", "fd://", "tcp://", "unix://", "tcp://host:abc"])(
    "%s, which is no address",
    async (address) => {
      const { code, message, hint } = await refusal(address);
      expect(code).toBe("ENGINE_UNKNOWN");
      expect(message).toBe(`"${address}" (DOCKER_HOST) is no address of an engine.`);
      expect(hint).toContain("unset DOCKER_HOST");
    },
  );

  test("and the way back depends on what named it", async () => {
    expect((await refusal("ssh://ada@host")).hint).toContain("unset DOCKER_HOST");
    expect((await refusal("ssh://ada@host", "context away")).hint).toContain("docker context use default");
  });
});
