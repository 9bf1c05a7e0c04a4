import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { closedNamespacesFolder } from "./support/closed-namespaces.ts";
import { type Cluster, clusterOf, startOrExplain, useOwnCluster } from "./support/cluster.ts";
import { docker, ownedBy } from "./support/docker.ts";
import { instanceFolder } from "./support/instance-folder.ts";
import { output, run } from "./support/program.ts";
import { certificatesOf } from "./support/secured-client.ts";

describe("What is secret in a secured cluster", async () => {
  const own = await useOwnCluster("secrets");
  let cluster: Cluster;
  let secrets: Readonly<Record<string, string>>;

  const read = (path: string): string => readFileSync(join(certificatesOf(cluster), path), "utf8");
  const keyOf = (pem: string): string => /PRIVATE KEY-----\n([^\n]+)/.exec(pem)?.[1] ?? "no key";
  const named = (text: string, among = Object.keys(secrets)): readonly string[] =>
    among.filter((name) => text.includes(secrets[name] ?? ""));
  /** Command lines of all that runs here, with what is in their environment. */
  const processes = (file: "cmdline" | "environ"): string =>
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => {
        try {
          return readFileSync(`/proc/${pid}/${file}`, "utf8");
        } catch {
          return "";
        }
      })
      .join("\n");

  beforeAll(async () => {
    const env = { TEMPORAL_SECURITY: "full", TEMPORAL_CONFIG_DIR: closedNamespacesFolder("secrets") };
    cluster = clusterOf(own.instance, { env });
    await startOrExplain(cluster);
    await cluster.run("token", "create", "shop", "--role", "writer", "--namespace", "default");
    await cluster.run("certs", "issue", "shop");
    const kept = JSON.parse(readFileSync(join(instanceFolder(cluster), "kept.json"), "utf8")) as Record<string, string>;
    secrets = {
      "password of PostgreSQL": kept.POSTGRES_PASSWORD ?? "",
      "token of the program": read("tokens/temporal-start/token.jwt").trim(),
      "token of an application": read("tokens/shop/token.jwt").trim(),
      "cookie secret": read("mounted/login/cookie-secret").trim(),
      "key of the authority for clients": keyOf(read("authority/clients.pem")),
      "key of the gateway": keyOf(read("mounted/gateway/gateway.pem")),
      "key of an application": keyOf(read("issued/shop/client.pem")),
    };
    for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThanOrEqual(20);
  });

  afterAll(() => cluster.remove());

  it("is in no output of the program", async () => {
    for (const words of [
      ["config", "show"],
      ["config", "show", "--json"],
      ["status", "--json"],
      ["doctor", "--json"],
      ["doctor", "--production"],
      ["start", "--dry-run"],
      ["secrets", "list", "--json"],
      ["certs", "list", "--json"],
      ["token", "list", "--json"],
      ["connect", "--lang", "python", "--as", "shop"],
      ["logs", "--tail", "all"],
    ]) {
      const { stdout, stderr } = await cluster.run(...words);
      expect(stdout.length, words.join(" ")).toBeGreaterThan(0);
      expect(named(`${stdout}${stderr}`), words.join(" ")).toEqual([]);
    }
  });

  it("is in no archive of diagnose", async () => {
    const folder = await temporaryFolder();
    const { exitCode, stderr } = await cluster.run("diagnose", "--output", join(folder, "found.tar.gz"));
    expect(exitCode, stderr).toBe(0);
    const text = await output("tar", ["-xzOf", join(folder, "found.tar.gz")]);
    expect(text.length).toBeGreaterThan(10_000);
    expect(named(text)).toEqual([]);
  });

  it("is on no command line, also not while it is replaced", async () => {
    const lines: string[] = [];
    const over = new AbortController();
    const looking = (async () => {
      while (!over.signal.aborted) {
        lines.push(processes("cmdline"));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    const before = secrets["password of PostgreSQL"] ?? "";
    expect((await cluster.run("secrets", "rotate", "postgres-password")).exitCode).toBe(0);
    over.abort();
    await looking;
    const kept = JSON.parse(readFileSync(join(instanceFolder(cluster), "kept.json"), "utf8")) as Record<string, string>;
    secrets = { ...secrets, "password of PostgreSQL": kept.POSTGRES_PASSWORD ?? "" };
    expect(lines.length).toBeGreaterThan(50);
    // Else nothing was seen of the program at all.
    expect(lines.join("\n")).toContain("secrets\0rotate");
    expect(named(lines.join("\n"))).toEqual([]);
    expect(lines.join("\n")).not.toContain(before);
  });

  it("is in no description that the engine gives of a container", async () => {
    const all = await ownedBy(cluster.instance, "container");
    const text = await docker("inspect", ...all);
    expect(text).toContain(cluster.named("temporal-schema"));
    expect(named(text)).toEqual([]);
  });

  it("cannot be read by other users of this machine", async () => {
    const asNobody = (...words: readonly string[]) =>
      run("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", ...words]);
    expect((await asNobody("true")).exitCode).toBe(0);
    const files = [
      "mounted/gateway/gateway.pem",
      "mounted/database/password",
      "tokens/shop/token.jwt",
      "authority/clients.pem",
    ];
    for (const file of [
      ...files.map((path) => join(certificatesOf(cluster), path)),
      join(instanceFolder(cluster), "kept.json"),
    ])
      expect((await asNobody("cat", file)).exitCode, file).not.toBe(0);
  });

  it("is behind two open ports, and no other", async () => {
    const isOpen = (port: number): Promise<boolean> =>
      new Promise((resolve) => {
        const socket = connect({ host: "127.0.0.1", port, timeout: 500 });
        const end = (found: boolean) => () => {
          socket.destroy();
          resolve(found);
        };
        socket.once("connect", end(true)).once("error", end(false)).once("timeout", end(false));
      });
    const published: string[] = [];
    for (const name of await ownedBy(cluster.instance, "container"))
      published.push(...(await docker("port", name)).split("\n").filter(Boolean));
    const [server, web] = [cluster.port("temporal-server"), cluster.port("temporal-web")];
    expect(published.map((line) => line.replace(/^.*-> /, "")).toSorted()).toEqual(
      [`127.0.0.1:${String(server)}`, `127.0.0.1:${String(web)}`].toSorted(),
    );
    const others = (["temporal-postgres", "temporal-elasticsearch"] as const).map((name) => cluster.port(name));
    const usual = [6933, 6934, 6935, 6939, 7234, 7235, 7236, 7239, 7243, 8000, 8100, 4180];
    const offset = server - 7233;
    for (const port of [...others, ...usual.map((one) => one + offset)])
      expect(await isOpen(port), String(port)).toBe(false);
    expect([await isOpen(server), await isOpen(web)]).toEqual([true, true]);
  });
});
