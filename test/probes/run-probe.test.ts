import { createServer, type RequestListener } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { describe, expect, test } from "vitest";
import type { ProbeSpec } from "../../src/probes/probe.ts";
import { createProbe } from "../../src/probes/run-probe.ts";
import { listenOnPort, unusedPort } from "../support/listen.ts";
import { nothingInside } from "../support/no-dial.ts";

let nowMs = 0;
const probe = createProbe({
  prepareTemporal: async () => undefined,
  askTemporal: async () => ({ serving: true, serverVersion: "1.22.0", workflowsListed: true }),
  now: () => (nowMs += 5),
  inside: nothingInside,
});

const specsOn = (port: number): readonly ProbeSpec[] => [
  { kind: "postgresql", host: "127.0.0.1", port, user: "temporal", password: "x", database: "temporal" },
  { kind: "elasticsearch", url: `http://127.0.0.1:${String(port)}`, index: "temporal_visibility_v1_dev" },
  { kind: "web", url: `http://127.0.0.1:${String(port)}` },
];

const elasticsearch =
  (status: string, hasIndex: boolean): RequestListener =>
  (request, response) => {
    response.setHeader("X-elastic-product", "Elasticsearch");
    response.setHeader("content-type", "application/json");
    const isIndex = request.url?.startsWith("/temporal_visibility") === true;
    if (isIndex && !hasIndex) response.statusCode = 404;
    const body = request.url?.startsWith("/_cluster/health") === true ? { status } : elasticsearchInfo;
    response.end(request.method === "HEAD" ? "" : JSON.stringify(body));
  };
const elasticsearchInfo = {
  version: { number: "7.17.9", build_flavor: "default" },
  tagline: "You Know, for Search",
};

describe("each client is really asked", () => {
  test("a port where nothing listens is refused to every kind", async () => {
    const port = await unusedPort();
    const results = await Promise.all(specsOn(port).map((spec) => probe(spec, 2_000)));
    expect(results.map((result) => (result.ok ? "ok" : result.fault))).toEqual(["refused", "refused", "refused"]);
  });

  test("a port that accepts and stays silent is a time-out to every kind", async () => {
    const port = await listenOnPort(createTcpServer());
    const results = await Promise.all(specsOn(port).map((spec) => probe(spec, 150)));
    expect(results.map((result) => (result.ok ? "ok" : result.fault))).toEqual(["timeout", "timeout", "timeout"]);
  });

  test("a port that drops every connection is starting to every kind, as behind the engine's proxy", async () => {
    const port = await listenOnPort(createTcpServer((socket) => socket.end()));
    const results = await Promise.all(specsOn(port).map((spec) => probe(spec, 2_000)));
    expect(results.map((result) => (result.ok ? "ok" : result.fault))).toEqual(["starting", "starting", "starting"]);
  });

  test.each([
    ["green", true, "ok"],
    ["red", true, "red"],
    ["yellow", false, "missing-index"],
  ])("Elasticsearch %s with the index %s gives %s", async (status, hasIndex, outcome) => {
    const url = `http://127.0.0.1:${String(await listenOnPort(createServer(elasticsearch(status, hasIndex))))}`;
    const result = await probe({ kind: "elasticsearch", url, index: "temporal_visibility_v1_dev" }, 2_000);
    expect(result.ok ? "ok" : result.fault).toBe(outcome);
  });

  test.each([
    [200, "ok"],
    [503, "upstream-unreachable"],
  ])("a Web UI whose API answers %i gives %s", async (apiStatus, outcome) => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === "/" ? 200 : apiStatus;
      response.end(request.url === "/" ? "<html></html>" : "{}");
    });
    const result = await probe({ kind: "web", url: `http://127.0.0.1:${String(await listenOnPort(server))}` }, 2_000);
    expect(result.ok ? "ok" : result.fault).toBe(outcome);
  });
});

test("every answer carries its latency", async () => {
  const spec = { kind: "temporal", address: "127.0.0.1:7233", namespace: "default" } as const;
  expect(await probe(spec, 1_000)).toMatchObject({ ok: true, latencyMs: 5 });
});

describe("what is loaded before the first question", () => {
  const webOf = async (): Promise<ProbeSpec> => ({
    kind: "web",
    url: `http://127.0.0.1:${String(await listenOnPort(createServer()))}`,
  });
  const temporal = { kind: "temporal", address: "127.0.0.1:7233", namespace: "default" } as const;

  async function addressesPreparedFor(expected?: readonly ProbeSpec[]): Promise<readonly (readonly string[])[]> {
    const prepared: (readonly string[])[] = [];
    const ask = createProbe(
      {
        prepareTemporal: async (addresses) => void prepared.push(addresses),
        askTemporal: async () => ({ serving: true, serverVersion: "1.22.0", workflowsListed: true }),
        now: () => 0,
        inside: nothingInside,
      },
      expected,
    );
    await ask(await webOf(), 50);
    return prepared;
  }

  test("is every client where nobody knows the questions", async () => {
    expect(await addressesPreparedFor()).toEqual([[]]);
  });

  test("is what the expected questions need, with the way to the server", async () => {
    expect(await addressesPreparedFor([await webOf(), temporal])).toEqual([["127.0.0.1:7233"]]);
    expect(await addressesPreparedFor([await webOf()])).toEqual([]);
  });
});
