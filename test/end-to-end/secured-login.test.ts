// cspell:ignore Cevil
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Client } from "@temporalio/client";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { projectFolder } from "../support/in-process.ts";
import { ask } from "./support/ask-page.ts";
import { openBrowser } from "./support/browser.ts";
import { closedNamespacesFolder } from "./support/closed-namespaces.ts";
import { type Cluster, clusterOf, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker } from "./support/docker.ts";
import { output } from "./support/program.ts";
import { requestPage } from "./support/request-page.ts";
import { certificatesOf, securedConnection } from "./support/secured-client.ts";

const patience = { timeout: 20_000, interval: 250 };

describe("The login of the page", async () => {
  const own = await useOwnCluster("login");
  let cluster: Cluster;
  let browser: Browser;
  const passwords = new Map<string, string>();
  const address = (): string => `https://localhost:${String(cluster.port("temporal-web"))}`;

  const signIn = async (page: Page, name: string, password = passwords.get(name) ?? ""): Promise<void> => {
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  /** A person with a browser of his own, whose authority is not known to it. */
  const person = async (name: string): Promise<{ readonly page: Page; readonly context: BrowserContext }> => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(address());
    await signIn(page, name);
    await page.waitForURL((url) => /^\/(namespaces|select-namespace)/.test(url.pathname));
    return { page, context };
  };
  const terminate = (namespace: string): string => `/api/v1/namespaces/${namespace}/workflows/w/terminate`;
  const withClient = async <Result>(namespace: string, work: (client: Client) => Promise<Result>): Promise<Result> => {
    const token = readFileSync(join(certificatesOf(cluster), "tokens/temporal-start/token.jwt"), "utf8").trim();
    const connection = await securedConnection(cluster, token);
    try {
      return await work(new Client({ connection, namespace }));
    } finally {
      await connection.close();
    }
  };
  const stateOf = (namespace: string): Promise<string> =>
    withClient(namespace, async (client) => (await client.workflow.getHandle("w").describe()).status.name);

  beforeAll(async () => {
    const env = {
      ...{ TEMPORAL_SECURITY: "full", TEMPORAL_NAMESPACES: "shop,billing" },
      TEMPORAL_CONFIG_DIR: closedNamespacesFolder("login"),
    };
    cluster = clusterOf(own.instance, { env });
    await startOrExplain(cluster);
    const create = async (name: string, ...flags: readonly string[]): Promise<void> => {
      const { data } = await cluster.json<{ password: string | null }>("token", "create", name, ...flags);
      passwords.set(name, data.password ?? "");
    };
    await create("writer", "--role", "writer", "--namespace", "shop", "--login");
    await create("reader", "--role", "reader", "--namespace", "shop", "--login");
    // The second one is a word of the gateway's own language.
    for (const [name, ...flags] of [["silent"], ["default", "--login"]] as const)
      await create(name, "--role", "admin", "--all-namespaces", ...flags);
    const file = join(inject("clusterRun").folder, "password");
    writeFileSync(file, "correct horse battery\n", { mode: 0o600 });
    await create("leaver", "--role", "reader", "--all-namespaces", "--password-file", file);
    passwords.set("leaver", "correct horse battery");
    for (const namespace of ["shop", "billing"])
      await withClient(namespace, (client) => client.workflow.start("greet", { taskQueue: "nobody", workflowId: "w" }));
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await cluster.remove();
  });

  it("stands before the page and its API", async () => {
    const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
    await page.goto(`${address()}/namespaces/shop/workflows`);
    expect(await page.title()).toBe("Temporal: sign in");
    expect(await ask(page, "/api/v1/namespaces")).toBe(401);
    expect(await ask(page, "/api/v1/namespaces/shop/workflows")).toBe(401);
    for (const [name, password] of [
      ["writer", "wrong password"],
      ["silent", ""],
      ["silent", "silent"],
      [".nobody", "nobody"],
      ["nobody", "nobody"],
    ] as const) {
      await page.goto(address());
      await page.getByLabel("Name").fill(name);
      await page.getByLabel("Password").fill(password === "" ? " " : password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("alert").waitFor();
      expect(await ask(page, "/api/v1/namespaces/shop/workflows"), name).toBe(401);
    }
    // Which the login would take as well, as fast as somebody guesses.
    const basic = `Basic ${Buffer.from(`writer:${passwords.get("writer") ?? ""}`).toString("base64")}`;
    const port = cluster.port("temporal-web");
    const ca = readFileSync(join(certificatesOf(cluster), "authority/cluster.pem"));
    for (const path of ["/", "/api/v1/namespaces/shop/workflows", "/oauth2/auth"])
      expect((await requestPage(port, ca, { path, headers: { authorization: basic } })).status, path).not.toBe(200);
    expect(await docker("inspect", "--format", "{{.Config.Image}}", cluster.named("temporal-web"))).toContain("2.26.2");
    await page.context().close();
  });

  it("leads back to where one wanted to go, and to no other place", async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(`${address()}/namespaces/shop/workflows`);
    await signIn(page, "writer");
    await page.getByText("greet").first().waitFor({ timeout: 30_000 });
    expect(new URL(page.url()).pathname).toBe("/namespaces/shop/workflows");
    for (const elsewhere of [
      "https://evil.example.org",
      "//evil.example.org",
      "/\\evil.example.org",
      "/%5Cevil.example.org",
    ]) {
      await context.clearCookies();
      await page.goto(`${address()}/oauth2/sign_in?rd=${encodeURIComponent(elsewhere)}`);
      await signIn(page, "writer");
      await page.waitForURL((url) => !url.pathname.startsWith("/oauth2"));
      expect(new URL(page.url()).host, elsewhere).toBe(new URL(address()).host);
    }
    await context.close();
  });

  it("lets each do what his token lets him, and keeps it from the browser", async () => {
    const [reader, writer] = [await person("reader"), await person("writer")];
    expect(await ask(reader.page, "/api/v1/namespaces/shop/workflows")).toBe(200);
    expect(await ask(reader.page, "/api/v1/namespaces")).toBe(200);
    expect(await ask(reader.page, terminate("shop"), "POST")).toBe(403);
    expect(await ask(writer.page, "/api/v1/namespaces/billing/workflows")).toBe(403);
    expect(await ask(writer.page, terminate("billing"), "POST")).toBe(403);
    expect([await stateOf("shop"), await stateOf("billing")]).toEqual(["RUNNING", "RUNNING"]);
    expect(await ask(writer.page, terminate("shop"), "POST")).toBe(200);
    expect(await stateOf("shop")).toBe("TERMINATED");
    const cookies = (await writer.context.cookies()).filter(({ name }) => name.startsWith("__Host-temporal"));
    expect(cookies).toEqual([expect.objectContaining({ httpOnly: true, secure: true, sameSite: "Strict" })]);
    const stored = await writer.page.evaluate(() => JSON.stringify(Reflect.get(globalThis, "localStorage")));
    expect(stored).not.toMatch(/eyJ/);
    await Promise.all([reader.context.close(), writer.context.close()]);
  });

  it("lets no page of somebody else write in one's name", async () => {
    const { page, context } = await person("writer");
    await withClient("shop", (client) => client.workflow.start("greet", { taskQueue: "nobody", workflowId: "w" }));
    const form = `<form method="POST" enctype="text/plain" action="${address()}${terminate("shop")}"><input name='{"reason":"' value='"}'></form><script>document.forms[0].submit()</script>`;
    const stranger = createServer((_, response) => response.setHeader("content-type", "text/html").end(form));
    stranger.listen(0, "127.0.0.1");
    await once(stranger, "listening");
    const answered = page.waitForResponse((response) => response.url().includes("/terminate"));
    await page.goto(`http://127.0.0.1:${String((stranger.address() as AddressInfo).port)}/`);
    expect((await answered).status()).toBe(403);
    expect(await stateOf("shop")).toBe("RUNNING");
    stranger.close();
    await context.close();
  });

  it("ends with the session, and for who is not to come any more at once", async () => {
    const { page, context } = await person("writer");
    await page.goto(`${address()}/oauth2/sign_out`);
    await page.goto(address());
    expect(await page.title()).toBe("Temporal: sign in");
    await context.close();
    const leaver = await person("leaver");
    expect(await ask(leaver.page, "/api/v1/namespaces/shop/workflows")).toBe(200);
    expect((await cluster.run("token", "revoke", "leaver")).exitCode).toBe(0);
    // The one by the server, the other by the gateway, which hear of it in no order.
    await expect.poll(() => ask(leaver.page, "/api/v1/namespaces/shop/workflows"), patience).toBe(403);
    await expect.poll(() => ask(leaver.page, "/api/v1/namespaces"), patience).toBe(403);
    await leaver.context.close();
  });

  it("leaves programs to their tokens, and what `connect` prints makes one connect", async () => {
    await cluster.json("certs", "issue", "writer");
    const { stdout } = await cluster.run("connect", "--lang", "typescript", "--as", "writer", "--namespace", "shop");
    const use =
      'await client.workflow.start("greet", { taskQueue: "nobody", workflowId: "pasted" }); await connection.close();';
    await output(process.execPath, ["--input-type=module", "--eval", `${stdout}${use}`], { cwd: projectFolder });
    const found = await cluster.run("cli", "workflow", "describe", "--workflow-id", "pasted", "--namespace", "shop");
    expect(found.stdout, found.stderr).toContain("pasted");
  });
});
