import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { certificateFiles } from "../../src/host/certificate-files.ts";
import { issueToken, publishKeys } from "../../src/pki/keep-tokens.ts";
import { closedNamespacesFolder } from "./support/closed-namespaces.ts";
import { type Cluster, clusterOf, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { forgedFrom } from "./support/forged-tokens.ts";
import { may as mayIn } from "./support/may.ts";
import { type Call, change, list, listNamespaces, poll, remove, start, terminate } from "./support/namespace-calls.ts";
import { requestPage } from "./support/request-page.ts";
import { certificatesOf, securedConnection } from "./support/secured-client.ts";

/** The server fetches keys so often. */
const refreshMs = 5_000;
const patience = { timeout: 3 * refreshMs, interval: 250 };
const denied = /PERMISSION_DENIED|unauthorized/i;

describe("A cluster with permissions", async () => {
  const own = await useOwnCluster("tokens");
  let cluster: Cluster;
  const files = () => certificateFiles(certificatesOf(cluster));
  const tokenOf = (name: string): string =>
    readFileSync(join(certificatesOf(cluster), `tokens/${name}/token.jwt`), "utf8").trim();
  const create = (name: string, ...flags: readonly string[]) => cluster.run("token", "create", name, ...flags);

  const may = (token: string | undefined, call: Call): Promise<string> => mayIn(cluster, token, call);

  beforeAll(async () => {
    const env = {
      ...{ TEMPORAL_SECURITY: "full", TEMPORAL_NAMESPACES: "shop,billing" },
      TEMPORAL_CONFIG_DIR: closedNamespacesFolder("tokens"),
    };
    cluster = clusterOf(own.instance, { env });
    await startOrExplain(cluster);
    await create("shop-reader", "--role", "reader", "--namespace", "shop");
    await create("shop-worker", "--role", "worker", "--namespace", "shop");
    await create("shop-writer", "--role", "writer", "--namespace", "shop");
    await create("shop-admin", "--role", "admin", "--namespace", "shop");
    await create("everybody-reader", "--role", "reader", "--all-namespaces");
  });

  afterAll(() => cluster.remove());

  it("knows a new token within ten seconds", async () => {
    await expect.poll(() => may(tokenOf("everybody-reader"), list("default")), patience).toBe("yes");
  });

  it("is healthy, and its own parts may do what they have to", async () => {
    expect((await cluster.status()).report.verdict).toBe("healthy");
    expect((await cluster.run("namespace", "orders")).exitCode).toBe(0);
    const inside = await cluster.run("cli", "workflow", "list", "--namespace", "shop");
    expect(inside.exitCode, inside.stderr).toBe(0);
    expect((await cluster.run("doctor")).stdout).not.toMatch(/PERMISSION_DENIED|unauthorized/i);
  });

  it.each([
    ["shop-reader", { list: true, start: false, poll: false, terminate: false, change: false, remove: false }],
    ["shop-worker", { list: true, start: true, poll: true, terminate: true, change: false, remove: false }],
    ["shop-writer", { list: true, start: true, poll: true, terminate: true, change: false, remove: false }],
    ["shop-admin", { list: true, start: true, poll: true, terminate: true, change: true }],
  ])("lets %s do what its role says, and nothing in another namespace", async (name, rights) => {
    const token = tokenOf(name);
    const calls = { list, start, poll, terminate, change, remove };
    for (const [what, isAllowed] of Object.entries(rights)) {
      const call = calls[what as keyof typeof calls];
      const here = await may(token, call("shop"));
      if (isAllowed) expect(here, what).toBe("yes");
      else expect(here, what).toMatch(denied);
      expect(await may(token, call("billing")), `${what} elsewhere`).toMatch(denied);
    }
    expect(await may(token, listNamespaces)).toMatch(denied);
  });

  it("lets a reader of all see all and write nothing", async () => {
    const token = tokenOf("everybody-reader");
    expect(await may(token, list("billing"))).toBe("yes");
    expect(await may(token, listNamespaces)).toBe("yes");
    expect(await may(token, start("billing"))).toMatch(denied);
    expect(await may(token, change("billing"))).toMatch(denied);
  });

  it("refuses who shows no token, or one that nobody here has signed", async () => {
    const good = tokenOf("shop-writer");
    const keys = readFileSync(join(certificatesOf(cluster), "mounted/gateway/keys/jwks.json"));
    const attempts = { "no token": undefined, ...(await forgedFrom(good, keys)) };
    for (const [who, token] of Object.entries(attempts))
      for (const call of [list("shop"), start("shop")]) expect(await may(token, call), who).not.toBe("yes");
    expect(await may(good, list("shop"))).toBe("yes");
  });

  it("refuses one that has ended, and one of nobody", async () => {
    await issueToken(files(), { name: "past", role: "admin", namespaces: [], lastsSeconds: -60 }, Date.now());
    const { publicKey, privateKey } = await generateKeyPair("ES256");
    const kid = "nobody";
    files().write(
      "tokens/nobody/key.json",
      JSON.stringify({ ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" }),
      "owner",
    );
    publishKeys(files());
    const nobody = new SignJWT({ permissions: ["temporal-system:admin"] }).setProtectedHeader({ alg: "ES256", kid });
    const token = await nobody.setIssuedAt().setExpirationTime("1h").sign(privateKey);
    await create("later", "--role", "reader", "--all-namespaces");
    // Now the server has these keys, too.
    await expect.poll(() => may(tokenOf("later"), list("shop")), patience).toBe("yes");
    expect(await may(tokenOf("past"), list("shop"))).not.toBe("yes");
    expect(await may(token, list("shop"))).not.toBe("yes");
  });

  it("refuses one within ten seconds after it was taken back, and nobody else", async () => {
    await create("leaver", "--role", "writer", "--namespace", "shop");
    const token = tokenOf("leaver");
    await expect.poll(() => may(token, list("shop")), patience).toBe("yes");
    const open = await securedConnection(cluster, token);
    await list("shop")(open);
    expect((await cluster.run("token", "revoke", "leaver")).exitCode).toBe(0);
    const takenMs = performance.now();
    await expect.poll(() => may(token, list("shop")), patience).toMatch(denied);
    expect(performance.now() - takenMs).toBeLessThan(10_000);
    // On the connection that was open before, too.
    await expect(list("shop")(open)).rejects.toThrow(denied);
    await open.close();
    expect(await may(tokenOf("shop-writer"), list("shop"))).toBe("yes");
  });

  it("lets who shows a token to the page's API do what that lets him, and nobody else see it", async () => {
    const port = cluster.port("temporal-web");
    const ca = readFileSync(join(certificatesOf(cluster), "authority/cluster.pem"));
    const ask = async (
      path: string,
      name?: string,
      more: Readonly<Record<string, string>> = {},
    ): Promise<number | undefined> => {
      const own = name === undefined ? undefined : { authorization: `Bearer ${tokenOf(name)}` };
      return (await requestPage(port, ca, { path, headers: { ...own, ...more } })).status;
    };
    expect(await ask("/api/v1/namespaces/shop/workflows")).toBe(401);
    expect(await ask("/api/v1/namespaces/shop/workflows", "shop-reader")).toBe(200);
    expect(await ask("/api/v1/namespaces/billing/workflows", "shop-reader")).toBe(403);
    expect(await ask("/api/v1/namespaces", "shop-reader")).toBe(403);
    expect(await ask("/api/v1/namespaces", "everybody-reader")).toBe(200);
    // The API of the page takes these for the same, and at times for the first.
    const another = { "grpc-metadata-authorization": `Bearer ${tokenOf("everybody-reader")}` };
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect(await ask("/api/v1/namespaces/billing/workflows", "shop-reader", another)).toBe(403);
  });

  it("is backed up and proved as any other", async () => {
    const { data } = await cluster.json<{ path: string }>("backup", "create");
    const drill = await cluster.run("backup", "verify", data.path, "--drill");
    expect(drill.exitCode, drill.stderr).toBe(0);
  });

  it("is not started while workflows could act in other namespaces", async () => {
    const open = clusterOf(own.instance, { env: { TEMPORAL_SECURITY: "full" } });
    expect((await open.json("start")).error?.code).toBe("NAMESPACES_OPEN");
  });

  it("tells in its log who was refused what", async () => {
    const { stdout } = await cluster.run("logs", "temporal-gateway", "--tail", "all");
    expect(stdout).toMatch(/denied.*StartWorkflowExecution/);
    expect(stdout).not.toContain(tokenOf("shop-writer").split(".")[2]);
  });

  it("does not go back to certificates alone by a line of the settings", async () => {
    const less = clusterOf(own.instance, { env: { TEMPORAL_SECURITY: "tls" } });
    expect((await less.json("start")).error?.code).toBe("SECURITY_TAKEN_OFF");
    expect((await cluster.status()).report.verdict).toBe("healthy");
  });
});
