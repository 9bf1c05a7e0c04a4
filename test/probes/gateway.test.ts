import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer as createTcpServer } from "node:net";
import { createServer } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { createAuthority, issueLeaf } from "../../src/pki/authority.ts";
import { askGateway, interpretGateway } from "../../src/probes/gateway.ts";

const timeoutMs = 1_000;
const nowMs = Date.now();
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listen(server: ReturnType<typeof createTcpServer>): Promise<number> {
  server.listen(0, "127.0.0.1");
  closing.push(() => server.close());
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function certificates() {
  const authority = await createAuthority("cluster", nowMs);
  const request = { commonName: "temporal-server", names: ["temporal-server"], days: 1 } as const;
  const [own, client] = await Promise.all([
    issueLeaf(authority, { ...request, usages: ["server"] }, nowMs),
    issueLeaf(authority, { ...request, usages: ["client"] }, nowMs),
  ]);
  const identity = { ...client, authority: authority.certificate, serverName: "temporal-server" };
  return { own, identity };
}

describe("a gateway", () => {
  test("is well where it ends the handshake", async () => {
    const { own, identity } = await certificates();
    const port = await listen(createServer({ cert: own.certificate, key: own.key }));
    const spec = { kind: "gateway", host: "127.0.0.1", port } as const;
    const outcome = interpretGateway(await askGateway(spec, identity, timeoutMs), spec);
    expect(outcome).toEqual({ ok: true, summary: "TLSv1.3", facts: { protocol: "TLSv1.3" } });
  });

  test("of another authority is none of ours", async () => {
    const [{ own }, { identity }] = await Promise.all([certificates(), certificates()]);
    const port = await listen(createServer({ cert: own.certificate, key: own.key }));
    const spec = { kind: "gateway", host: "127.0.0.1", port } as const;
    const outcome = interpretGateway(await askGateway(spec, identity, timeoutMs), spec);
    expect(outcome).toMatchObject({ ok: false, fault: "unexpected" });
  });

  test("that takes connections and says nothing has a time limit", async () => {
    const { identity } = await certificates();
    const port = await listen(createTcpServer((socket) => void closing.push(() => socket.destroy())));
    const spec = { kind: "gateway", host: "127.0.0.1", port } as const;
    const outcome = interpretGateway(await askGateway(spec, identity, 200), spec);
    expect(outcome).toEqual({ ok: false, fault: "timeout", message: `No answer from 127.0.0.1:${String(port)}.` });
  });

  test("that closes before it has answered starts or stops", async () => {
    const { identity } = await certificates();
    const port = await listen(createTcpServer((socket) => socket.resetAndDestroy()));
    const spec = { kind: "gateway", host: "[127.0.0.1]", port } as const;
    expect(interpretGateway(await askGateway(spec, identity, timeoutMs), spec)).toMatchObject({ fault: "starting" });
  });

  test("that is not there is refused", async () => {
    const { identity } = await certificates();
    const server = createTcpServer();
    const port = await listen(server);
    server.close();
    await once(server, "close");
    const spec = { kind: "gateway", host: "127.0.0.1", port } as const;
    expect(interpretGateway(await askGateway(spec, identity, timeoutMs), spec)).toMatchObject({ fault: "refused" });
  });
});
