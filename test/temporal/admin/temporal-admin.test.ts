import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { TemporalAdmin } from "../../../src/interfaces/temporal.ts";
import { createTemporalAdmin } from "../../../src/temporal/admin/temporal-admin.ts";
import { failureOf } from "../../support/expect-failure.ts";
import { listenOnPort, unusedPort } from "../../support/listen.ts";

let address: string;
let admin: TemporalAdmin;

beforeEach(async () => {
  address = `127.0.0.1:${String(await unusedPort())}`;
  admin = createTemporalAdmin(address);
});

afterEach(() => admin.close());

test("a proxy of the environment is not asked for this machine", async () => {
  let asked = 0;
  const proxy = createServer((socket) => {
    asked += 1;
    socket.destroy();
  });
  const url = `http://127.0.0.1:${String(await listenOnPort(proxy))}`;
  for (const name of ["grpc_proxy", "http_proxy", "https_proxy"]) vi.stubEnv(name, url);
  for (const name of ["no_grpc_proxy", "no_proxy"]) vi.stubEnv(name, "");
  onTestFinished(() => void vi.unstubAllEnvs());
  const direct = createTemporalAdmin(address);
  onTestFinished(() => direct.close());
  expect(await direct.check("default", 1_000)).toMatchObject({ serving: false, code: "UNAVAILABLE" });
  expect(asked).toBe(0);
});

describe("a server that is not there", () => {
  test("is an answer to a check", async () => {
    const check = await admin.check("default", 1_000);
    expect(check).toMatchObject({ serving: false, code: "UNAVAILABLE" });
  });

  test("is ready in no respect", async () => {
    expect(await admin.missingForReady("default", 1_000)).toEqual([
      "gRPC health",
      "namespace",
      "search attributes",
      "workflow list",
      "system worker",
    ]);
  });

  test("tells no number of history shards", async () => {
    expect(await admin.historyShards(1_000)).toBeUndefined();
  });

  test.each([
    ["isUsable", () => admin.isUsable("default", 1_000)],
    ["namespaces", () => admin.namespaces()],
    ["namespace", () => admin.namespace("default")],
    ["registerNamespace", () => admin.registerNamespace({ name: "a", retentionSeconds: 3_600 })],
    ["updateNamespace", () => admin.updateNamespace({ name: "a", description: "b" })],
    ["deleteNamespace", () => admin.deleteNamespace("a")],
  ])("is named by %s with its address", async (_, ask) => {
    const { facts, exitCode } = await failureOf(ask);
    expect(exitCode).toBe(1);
    expect(facts).toMatchObject({
      code: "TEMPORAL_UNREACHABLE",
      message: `Temporal Server does not answer at ${address}.`,
      hint: "temporal-start status",
      retryable: true,
    });
  });
});
