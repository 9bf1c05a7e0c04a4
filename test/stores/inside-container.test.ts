import { createServer as createHttpServer } from "node:http";
import { connect, createServer, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { describe, expect, test } from "vitest";
import type { Dial, Inside } from "../../src/interfaces/dial.ts";
import { createAuthority, issueLeaf } from "../../src/pki/authority.ts";
import { askElasticsearch } from "../../src/probes/elasticsearch.ts";
import { askPostgresql, interpretPostgresql } from "../../src/probes/postgresql.ts";
import { DialledSocket } from "../../src/stores/dialled-socket.ts";
import { listenOnPort } from "../support/listen.ts";
import { noDial } from "../support/no-dial.ts";

/** Leads every question about a container to a port of this machine, and notes which was asked for. */
function dialTo(port: number, dialled: string[] = [], isSecured = false): Dial {
  return ({ container, port: wanted }) => {
    dialled.push(`${container}:${String(wanted)}`);
    const socket = connect(port, "127.0.0.1");
    return new Promise((resolve) => {
      socket.once("connect", () => {
        resolve({ input: socket, output: socket, close: () => socket.destroy(), isSecured });
      });
    });
  };
}

const wayTo = (dial: Dial, authority = "none"): Inside => ({ dial, authority: () => Promise.resolve(authority) });

const inside = "temporal-postgres";
const postgresql = { host: "127.0.0.1", port: 5432, inside, user: "temporal", password: "x", database: "temporal" };

describe("a store that publishes no port", () => {
  test("of PostgreSQL is asked inside its container, in TLS, and only where it is the one of the cluster", async () => {
    const nowMs = Date.now();
    const [own, other] = await Promise.all([createAuthority("own", nowMs), createAuthority("other", nowMs)]);
    const wanted = {
      commonName: "temporal-postgres",
      usages: ["server"],
      names: ["temporal-postgres"],
      days: 1,
    } as const;
    const leaf = await issueLeaf(own, wanted, nowMs);
    const said: Buffer[] = [];
    const dialled: string[] = [];
    const server = createServer((socket: Socket) => {
      socket.once("data", (asked) => {
        said.push(asked);
        socket.write("S");
        const secured = new TLSSocket(socket, { isServer: true, cert: leaf.certificate, key: leaf.key });
        secured
          .on("error", () => undefined)
          .once("data", (data: Buffer) => {
            said.push(data);
            secured.destroy();
          });
      });
    });
    const port = await listenOnPort(server);
    const ask = async (authority: string) =>
      askPostgresql(postgresql, 5_000, wayTo(dialTo(port, dialled, true), authority));
    expect(interpretPostgresql(await ask(other.certificate), postgresql)).toMatchObject({
      ok: false,
      fault: "unexpected",
      message: expect.stringMatching(/certificate/) as string,
    });
    // The number of a wish for TLS, and nothing behind it.
    expect(said.map((part) => part.toString("hex"))).toEqual(["0000000804d2162f"]);
    expect(interpretPostgresql(await ask(own.certificate), postgresql)).toMatchObject({ ok: false, fault: "starting" });
    expect(said.at(-1)?.toString("utf8")).toContain("user\0temporal");
    expect(dialled).toEqual(["temporal-postgres:5432", "temporal-postgres:5432"]);
  });

  test("of PostgreSQL that was made without TLS is asked without, whatever the settings are by now", async () => {
    let first = Buffer.alloc(0);
    const server = createServer((socket: Socket) => {
      socket.once("data", (data) => {
        first = data;
        socket.destroy();
      });
    });
    const dialled: string[] = [];
    const answer = await askPostgresql(postgresql, 5_000, wayTo(dialTo(await listenOnPort(server), dialled)));
    expect(dialled).toEqual(["temporal-postgres:5432"]);
    expect(first.toString("utf8")).toContain("user\0temporal");
    expect(interpretPostgresql(answer, postgresql)).toMatchObject({ ok: false, fault: "starting" });
  });

  test("of Elasticsearch is asked inside its container", async () => {
    const dialled: string[] = [];
    const server = createHttpServer((request, response) => {
      response.setHeader("X-elastic-product", "Elasticsearch");
      response.setHeader("content-type", "application/json");
      const isHealth = request.url?.startsWith("/_cluster/health") === true;
      const info = { version: { number: "7.17.9", build_flavor: "default" }, tagline: "You Know, for Search" };
      response.end(JSON.stringify(isHealth ? { status: "green" } : info));
    });
    const spec = {
      kind: "elasticsearch",
      url: "http://127.0.0.1:9200",
      inside: "temporal-elasticsearch",
      index: "temporal_visibility_v1",
    } as const;
    const answer = await askElasticsearch(spec, 5_000, dialTo(await listenOnPort(server), dialled));
    expect(answer).toMatchObject({ status: "green", version: "7.17.9" });
    expect(new Set(dialled)).toEqual(new Set(["temporal-elasticsearch:9200"]));
  });

  test("where it does not listen is said to be the container's", async () => {
    const refused = Object.assign(new Error("Nothing listens."), { code: "ECONNREFUSED" });
    const answer = await askPostgresql(
      postgresql,
      1_000,
      wayTo(() => Promise.reject(refused)),
    );
    expect(interpretPostgresql(answer, postgresql)).toEqual({
      ok: false,
      fault: "refused",
      message: "Nothing listens on port 5432 of container temporal-postgres.",
    });
  });

  test("that says nothing is given up", async () => {
    const silent = await listenOnPort(createServer());
    const answer = await askPostgresql(postgresql, 200, wayTo(dialTo(silent)));
    expect(interpretPostgresql(answer, postgresql)).toMatchObject({ fault: "timeout" });
  });
});

describe("a connection into a container", () => {
  const to = { container: inside, port: 5432 };

  test("says when it was silent for so long, and not while it is used", async () => {
    const port = await listenOnPort(createServer((socket) => socket.pipe(socket)));
    const socket = new DialledSocket(() => dialTo(port)(to, 1_000)).connect();
    const silences: number[] = [];
    const startedMs = performance.now();
    socket.setTimeout(300, () => silences.push(performance.now() - startedMs));
    socket.on("data", () => undefined).on("error", () => undefined);
    await expect.poll(() => socket.write("a"), { timeout: 150, interval: 100 }).toBe(true);
    await expect.poll(() => silences.length, { timeout: 2_000 }).toBe(1);
    expect(silences[0]).toBeGreaterThanOrEqual(299);
    const listener = (): void => undefined;
    for (let time = 0; time < 20; time += 1) socket.setTimeout(60_000, listener).setTimeout(0, listener);
    expect(socket.listenerCount("timeout")).toBe(0);
    socket.destroy();
  });

  test("fails where there is no such container", async () => {
    const failure = await new Promise<Error>((resolve) => {
      new DialledSocket(() => noDial(to)).connect().once("error", resolve);
    });
    expect(failure.message).toBe("There is no container temporal-postgres.");
  });

  test("that nobody wants any more is closed as soon as it is there", async () => {
    const closed: string[] = [];
    let answer: (() => void) | undefined;
    const line = new Promise<Awaited<ReturnType<Dial>>>((resolve) => {
      const port = new DialledSocket(() => noDial(to));
      answer = () => {
        resolve({ input: port, output: port, close: () => closed.push("line"), isSecured: false });
      };
    });
    const socket = new DialledSocket(() => line).connect();
    socket.destroy();
    answer?.();
    await expect.poll(() => closed).toEqual(["line"]);
  });
});
