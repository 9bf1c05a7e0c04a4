import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ensureCertificates, hasAuthorities } from "../../src/pki/ensure-certificates.ts";
import { hostIdentity } from "../../src/pki/host-identity.ts";
import { readPair } from "../../src/pki/pair.ts";
import { certificatesInMemory } from "../support/certificates-in-memory.ts";

const dayMs = 86_400_000;
const nowMs = Date.parse("2026-11-30T12:00:00Z");

function filesInMemory() {
  const made = certificatesInMemory();
  const certificate = (path: string): X509Certificate => new X509Certificate(made.texts.get(path) ?? "");
  return { ...made, certificate };
}

const ofServer = ["mounted/server/frontend.pem", "mounted/server/internode.pem"];
const ofClients = ["mounted/web/client.pem", "mounted/cli/client.pem", "host/client.pem"];
const leaves = [...ofServer, ...ofClients];

describe("the certificates of a new instance", () => {
  test("are made once, and stay", async () => {
    const { files, texts } = filesInMemory();
    expect(hasAuthorities(files)).toBe(false);
    expect(await ensureCertificates(files, nowMs)).toEqual(leaves);
    expect(hasAuthorities(files)).toBe(true);
    const before = new Map(texts);
    expect(await ensureCertificates(files, nowMs + dayMs)).toEqual([]);
    expect(texts).toEqual(before);
  });

  test("name what the server is reached by, and nothing else", async () => {
    const { files, certificate } = filesInMemory();
    await ensureCertificates(files, nowMs);
    const frontend = certificate("mounted/server/frontend.pem");
    for (const host of ["temporal-server", "temporal", "localhost"]) expect(frontend.checkHost(host)).toBe(host);
    for (const address of ["127.0.0.1", "::1"]) expect(frontend.checkIP(address)).toBe(address);
    expect(frontend.checkHost("other.example.org")).toBeUndefined();
  });

  test("are of two authorities: what a client shows is none of the server's", async () => {
    const { files, certificate } = filesInMemory();
    await ensureCertificates(files, nowMs);
    const [cluster, clients] = [certificate("authority/cluster.pem"), certificate("authority/clients.pem")];
    const signedBy = (authority: X509Certificate): readonly string[] =>
      leaves.filter((path) => certificate(path).verify(authority.publicKey));
    expect(signedBy(cluster)).toEqual(ofServer);
    expect(signedBy(clients)).toEqual(ofClients);
    expect(certificate("host/client.pem").keyUsage).toEqual(["1.3.6.1.5.5.7.3.2"]);
    expect(cluster.ca && clients.ca).toBe(true);
    expect(certificate("host/client.pem").ca).toBe(false);
  });

  test("leave the keys of the authorities, and its own, to their owner", async () => {
    const { files, texts, readers } = filesInMemory();
    await ensureCertificates(files, nowMs);
    const withKey = [...texts].filter(([, text]) => text.includes("PRIVATE KEY")).map(([path]) => path);
    const mounted = withKey.filter((path) => readers.get(path) === "container");
    expect(mounted.toSorted()).toEqual(leaves.filter((path) => path.startsWith("mounted/")).toSorted());
    expect(withKey).toEqual(expect.arrayContaining(["authority/cluster.pem", "authority/clients.pem"]));
  });
});

describe("a later start", () => {
  test("replaces what ends within thirty days, and no authority", async () => {
    const { files, texts, certificate } = filesInMemory();
    await ensureCertificates(files, nowMs);
    const authority = texts.get("authority/cluster.pem");
    expect(await ensureCertificates(files, nowMs + 59 * dayMs)).toEqual([]);
    expect(await ensureCertificates(files, nowMs + 61 * dayMs)).toEqual(leaves);
    expect(texts.get("authority/cluster.pem")).toBe(authority);
    expect(Date.parse(certificate("host/client.pem").validTo)).toBe(nowMs + 151 * dayMs);
  });

  test.each([
    ["lost", undefined],
    ["emptied", ""],
    ["cut short", "-----BEGIN CERTIFICATE-----\nMII"],
  ])("makes one anew that was %s", async (_, text) => {
    const { files, texts } = filesInMemory();
    await ensureCertificates(files, nowMs);
    if (text === undefined) texts.delete("mounted/web/client.pem");
    else texts.set("mounted/web/client.pem", text);
    expect(await ensureCertificates(files, nowMs)).toEqual(["mounted/web/client.pem"]);
  });

  test("makes one anew whose key is that of another, or is missing", async () => {
    const { files, texts } = filesInMemory();
    await ensureCertificates(files, nowMs);
    const [web, cli] = [texts.get("mounted/web/client.pem") ?? "", texts.get("mounted/cli/client.pem") ?? ""];
    const [certificate = "", key = ""] = [web, cli].map((text, index) => text.split(/(?=-----BEGIN PRIVATE)/)[index]);
    for (const text of [certificate, `${certificate}${key}`]) {
      texts.set("mounted/web/client.pem", text);
      expect(await ensureCertificates(files, nowMs)).toEqual(["mounted/web/client.pem"]);
    }
  });

  test("makes anew all that an authority had signed which was lost", async () => {
    const { files, texts } = filesInMemory();
    await ensureCertificates(files, nowMs);
    texts.delete("authority/clients.pem");
    expect(hasAuthorities(files)).toBe(false);
    expect(await ensureCertificates(files, nowMs)).toEqual(ofClients);
    expect(texts.get("mounted/server/clients-ca.pem")).toBe(readPair(texts.get("authority/clients.pem"))?.certificate);
  });
});

test("this program shows its own certificate, and believes the cluster's authority", async () => {
  const { files, texts } = filesInMemory();
  expect(hostIdentity(files)).toBeUndefined();
  await ensureCertificates(files, nowMs);
  expect(hostIdentity(files)).toEqual({
    ...readPair(texts.get("host/client.pem")),
    authority: texts.get("mounted/server/cluster-ca.pem"),
    serverName: "temporal-server",
  });
});
