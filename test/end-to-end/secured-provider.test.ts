import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@temporalio/client";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { ask } from "./support/ask-page.ts";
import { openBrowser } from "./support/browser.ts";
import { closedNamespacesFolder } from "./support/closed-namespaces.ts";
import { type Cluster, clusterOf, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { client, type IdentityProvider, signInAtProvider, startIdentityProvider } from "./support/identity-provider.ts";
import { may as mayIn } from "./support/may.ts";
import { type Call, list } from "./support/namespace-calls.ts";
import { certificatesOf, securedConnection } from "./support/secured-client.ts";

const patience = { timeout: 20_000, interval: 250 };
const denied = /PERMISSION_DENIED|unauthorized/i;

describe("The login of the page at a provider of identities", async () => {
  const own = await useOwnCluster("provider");
  let cluster: Cluster;
  let provider: IdentityProvider;
  let browser: Browser;
  const address = (): string => `https://localhost:${String(cluster.port("temporal-web"))}`;

  /** With a browser of his own, which comes back from the provider. */
  const person = async (name: string): Promise<{ readonly page: Page; readonly context: BrowserContext }> => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(`${address()}/namespaces/default/workflows`);
    await signInAtProvider(page, name);
    await page.waitForURL((url) => url.host === new URL(address()).host);
    return { page, context };
  };
  const tokenOf = (name: string): string =>
    readFileSync(join(certificatesOf(cluster), `tokens/${name}/token.jwt`), "utf8").trim();
  const may = (token: string, call: Call): Promise<string> => mayIn(cluster, token, call);
  const workflows = "/api/v1/namespaces/default/workflows";
  const terminate = `${workflows}/w/terminate`;

  beforeAll(async () => {
    const ports = clusterOf(own.instance);
    const back = `https://localhost:${String(ports.port("temporal-web"))}/oauth2/callback`;
    provider = await startIdentityProvider([back]);
    const { folder } = inject("clusterRun");
    writeFileSync(join(folder, "provider-secret"), `${client.secret}\n`, { mode: 0o600 });
    writeFileSync(join(folder, "provider.pem"), provider.authority);
    const env = {
      ...{ TEMPORAL_SECURITY: "full", TEMPORAL_NAMESPACES: "elsewhere" },
      TEMPORAL_CONFIG_DIR: closedNamespacesFolder("provider"),
      TEMPORAL_OIDC_ISSUER: provider.issuer,
      TEMPORAL_OIDC_CLIENT_ID: client.id,
      TEMPORAL_OIDC_CLIENT_SECRET_FILE: join(folder, "provider-secret"),
      TEMPORAL_PROVIDER_CA_FILE: join(folder, "provider.pem"),
      TEMPORAL_JWT_KEYS: `${provider.issuer}/jwks`,
    };
    cluster = clusterOf(own.instance, { env });
    await startOrExplain(cluster);
    for (const [name, role] of [
      ["ada@example.org", "writer"],
      ["ben@example.org", "reader"],
      ["leaver@example.org", "reader"],
      ["unproved@example.org", "admin"],
    ] as const) {
      const created = await cluster.run("token", "create", name, "--role", role, "--namespace", "default", "--login");
      expect(created.exitCode, created.stderr).toBe(0);
      expect(created.stdout).toContain(`may sign in to the page at ${provider.issuer}`);
    }
    const connection = await securedConnection(cluster, tokenOf("temporal-start"));
    await new Client({ connection }).workflow.start("greet", { taskQueue: "nobody", workflowId: "w" });
    await connection.close();
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await cluster.remove();
  });

  it("leads there and back to where one wanted to go, and lets each do what his token lets him", async () => {
    // The server knows a new token within ten seconds.
    await expect.poll(() => may(tokenOf("ben@example.org"), list("default")), patience).toBe("yes");
    const reader = await person("ben");
    await reader.page.getByText("greet").first().waitFor({ timeout: 30_000 });
    expect(new URL(reader.page.url()).pathname).toBe("/namespaces/default/workflows");
    expect(await ask(reader.page, terminate, "POST")).toBe(403);
    const cookies = (await reader.context.cookies(address())).filter(({ name }) => name.startsWith("__Host-temporal"));
    expect(cookies).toEqual([expect.objectContaining({ httpOnly: true, secure: true, sameSite: "Lax" })]);
    const stored = await reader.page.evaluate(() => JSON.stringify(Reflect.get(globalThis, "localStorage")));
    expect(stored).not.toMatch(/eyJ/);
    const writer = await person("ada");
    expect(await ask(writer.page, terminate, "POST")).toBe(200);
    await Promise.all([reader.context.close(), writer.context.close()]);
  });

  it.each([
    ["has no token", "stranger"],
    ["has an address that the provider has not looked at", "unproved"],
  ])("lets nobody in who %s", async (_, name) => {
    const { page, context } = await person(name);
    expect(await page.title()).toBe("Temporal: not allowed");
    expect(await ask(page, workflows)).toBe(401);
    await page.goto(address());
    expect(await page.title()).toBe("Temporal: sign in");
    await context.close();
  });

  it("goes by the address that the provider vouches for, and not by a name that is the address of somebody else", async () => {
    const { page, context } = await person("ada@example.org");
    expect(await ask(page, workflows)).toBe(200);
    // What ada may and ben, whose address it is, may not.
    expect(await ask(page, terminate, "POST")).toBe(403);
    await context.close();
  });

  it("takes no password of the cluster, and no answer that somebody else has asked for", async () => {
    const made = await cluster.json<{ password: string }>(
      ...["token", "create", "old", "--role", "admin", "--all-namespaces", "--login", "--set", "TEMPORAL_OIDC_ISSUER="],
    );
    expect(made.data.password).toMatch(/^.{20}$/);
    const victim = await browser.newContext({ ignoreHTTPSErrors: true });
    const asking = await victim.newPage();
    let answer = "";
    asking.on("request", (request) => {
      if (request.url().includes("/oauth2/callback?")) answer = request.url();
    });
    await asking.goto(`${address()}/namespaces/default/workflows`);
    await signInAtProvider(asking, "ada");
    await expect.poll(() => answer, patience).toContain("code=");
    await victim.close();
    const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
    await page.goto(address());
    expect(await page.getByLabel("Password").count()).toBe(0);
    await page.goto(answer);
    expect(await ask(page, workflows)).toBe(401);
    await page.goto(address());
    const posted = await page.evaluate(async (password) => {
      const body = new URLSearchParams({ username: "old", password });
      await fetch("/oauth2/sign_in", { method: "POST", body });
      return (await fetch("/api/v1/namespaces/default/workflows")).status;
    }, made.data.password);
    expect(posted).toBe(401);
    await page.context().close();
  });

  it("lets programs in with tokens of the provider, to what stands in them, and with no other ones", async () => {
    const token = await provider.sign(["default:read"]);
    expect(await may(token, list("default"))).toBe("yes");
    expect(await may(token, list("elsewhere"))).toMatch(denied);
    expect(await may(await provider.sign(["elsewhere:read"]), list("default"))).toMatch(denied);
    expect(await may(await provider.sign([]), list("default"))).toMatch(denied);
    const [head = "", , signature = ""] = token.split(".");
    const [, claims = ""] = (await provider.sign(["temporal-system:admin"])).split(".");
    expect(await may([head, claims, signature].join("."), list("default"))).toMatch(denied);
  });

  it("goes on after the provider has taken other keys", async () => {
    const before = await provider.sign(["default:read"]);
    await provider.rotate();
    const after = await provider.sign(["default:read"]);
    expect(await may(after, list("default"))).toMatch(denied);
    expect((await cluster.run("token", "keys")).exitCode).toBe(0);
    await expect.poll(() => may(after, list("default")), patience).toBe("yes");
    await expect.poll(() => may(before, list("default")), patience).toMatch(denied);
    const { page, context } = await person("ben");
    expect(await ask(page, workflows)).toBe(200);
    await context.close();
  });

  it("ends with the session, and for who is not to come any more at once", async () => {
    const { page, context } = await person("leaver");
    expect(await ask(page, workflows)).toBe(200);
    expect((await cluster.run("token", "revoke", "leaver@example.org")).exitCode).toBe(0);
    await expect.poll(() => ask(page, workflows), patience).not.toBe(200);
    await expect.poll(() => ask(page, "/api/v1/namespaces"), patience).not.toBe(200);
    await context.close();
    const ben = await person("ben");
    await ben.page.goto(`${address()}/oauth2/sign_out`);
    expect(await ask(ben.page, workflows)).toBe(401);
    await ben.context.close();
  });

  it("takes tokens back while the provider is away, and those of the provider as before", async () => {
    const token = await provider.sign(["default:read"]);
    await provider.close();
    expect((await cluster.json("token", "keys")).error?.code).toBe("PROVIDER_KEYS");
    expect((await cluster.run("token", "create", "shop", "--role", "writer", "--namespace", "default")).exitCode).toBe(
      0,
    );
    const ofShop = tokenOf("shop");
    await expect.poll(() => may(ofShop, list("default")), patience).toBe("yes");
    expect((await cluster.run("token", "revoke", "shop")).exitCode).toBe(0);
    await expect.poll(() => may(ofShop, list("default")), patience).toMatch(denied);
    expect(await may(token, list("default"))).toBe("yes");
    const started = await cluster.run("start");
    expect(started.exitCode, started.stderr).toBe(0);
    expect(started.stderr).toContain("those of the last time count");
    expect(await may(token, list("default"))).toBe("yes");
  });
});
