import "reflect-metadata";
import { X509Certificate } from "node:crypto";
import { X509Certificate as PublicX509, X509Crl } from "@peculiar/x509";
import { describe, expect, test } from "vitest";
import { ensureCertificates, hasAuthorities } from "../../src/pki/ensure-certificates.ts";
import { hostIdentity } from "../../src/pki/host-identity.ts";
import { issueClient } from "../../src/pki/issue-client.ts";
import { readPair } from "../../src/pki/pair.ts";
import { revokeClient } from "../../src/pki/revocations.ts";
import { certificatesInMemory } from "../support/certificates-in-memory.ts";

const dayMs = 86_400_000;
const nowMs = Date.parse("2026-11-30T12:00:00Z");

function filesInMemory() {
  const made = certificatesInMemory();
  const certificate = (path: string): X509Certificate => new X509Certificate(made.texts.get(path) ?? "");
  return { ...made, certificate };
}

const ofServer = [
  "mounted/server/frontend.pem",
  "mounted/gateway/gateway.pem",
  "mounted/server/internode.pem",
  "mounted/postgres/server.pem",
];
const inside = ["mounted/gateway/client.pem", "mounted/web/client.pem", "mounted/cli/client.pem"];
const ofClients = ["host/client.pem"];
const leaves = [...ofServer, ...inside, ...ofClients];

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

  test("name what the cluster is reached by, and nothing else", async () => {
    const { files, certificate } = filesInMemory();
    await ensureCertificates(files, nowMs);
    const gateway = certificate("mounted/gateway/gateway.pem");
    for (const host of ["temporal-server", "temporal", "localhost"]) expect(gateway.checkHost(host)).toBe(host);
    for (const address of ["127.0.0.1", "::1"]) expect(gateway.checkIP(address)).toBe(address);
    expect(gateway.checkHost("other.example.org")).toBeUndefined();
    expect(certificate("mounted/server/frontend.pem").checkHost("temporal")).toBeUndefined();
  });

  test("are made anew where other names lead to the cluster", async () => {
    const { files, certificate } = filesInMemory();
    await ensureCertificates(files, nowMs);
    const names = ["temporal.example.org", "10.0.0.5"];
    expect(await ensureCertificates(files, nowMs, names)).toEqual(["mounted/gateway/gateway.pem"]);
    const gateway = certificate("mounted/gateway/gateway.pem");
    expect(gateway.checkHost("temporal.example.org")).toBe("temporal.example.org");
    expect(gateway.checkIP("10.0.0.5")).toBe("10.0.0.5");
    expect(await ensureCertificates(files, nowMs, names)).toEqual([]);
  });

  test("are of three authorities: what a client shows opens neither the server itself nor its inner doors", async () => {
    const { files, texts, certificate } = filesInMemory();
    await ensureCertificates(files, nowMs);
    const [cluster, clients] = [certificate("authority/cluster.pem"), certificate("authority/clients.pem")];
    const signedBy = (authority: X509Certificate): readonly string[] =>
      leaves.filter((path) => certificate(path).verify(authority.publicKey));
    expect(readPair(texts.get("authority/inner.pem"))?.certificate).toBe(texts.get("mounted/server/inner-ca.pem"));
    expect(signedBy(certificate("authority/inner.pem"))).toEqual(inside);
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
    expect(texts.get("mounted/gateway/clients-ca.pem")).toBe(readPair(texts.get("authority/clients.pem"))?.certificate);
  });
});

test("this program shows its own certificate, and believes the cluster's authority", async () => {
  const { files, texts } = filesInMemory();
  expect(hostIdentity(files, false)).toBeUndefined();
  await ensureCertificates(files, nowMs);
  expect(hostIdentity(files, false)).toEqual({
    ...readPair(texts.get("host/client.pem")),
    authority: texts.get("mounted/server/cluster-ca.pem"),
    serverName: "temporal-server",
  });
});

describe("a certificate that was taken back", () => {
  const listOf = (texts: ReadonlyMap<string, string>): X509Crl =>
    new X509Crl(texts.get("mounted/gateway/clients.crl") ?? "");

  test("stands in the list of its authority, and its files are gone", async () => {
    const { files, texts, certificate } = filesInMemory();
    await ensureCertificates(files, nowMs);
    expect(listOf(texts).entries).toEqual([]);
    for (const name of ["shop", "other"]) await issueClient(files, { name, days: 7 }, nowMs);
    const serial = certificate("issued/shop/client.pem").serialNumber.toLowerCase();
    expect(await revokeClient(files, "shop", nowMs + dayMs)).toBe(true);
    expect(listOf(texts).entries.map(({ serialNumber }) => serialNumber.toLowerCase())).toEqual([serial]);
    expect(files.names("issued")).toEqual(["other"]);
    expect(await revokeClient(files, "shop", nowMs)).toBe(false);
    await revokeClient(files, "other", nowMs);
    expect(listOf(texts).entries).toHaveLength(2);
  });

  test("stays in it at later starts, which sign it anew only for another authority", async () => {
    const { files, texts } = filesInMemory();
    await ensureCertificates(files, nowMs);
    await issueClient(files, { name: "shop", days: 7 }, nowMs);
    await revokeClient(files, "shop", nowMs);
    const before = texts.get("mounted/gateway/clients.crl");
    await ensureCertificates(files, nowMs + dayMs);
    expect(texts.get("mounted/gateway/clients.crl")).toBe(before);
    texts.set("mounted/gateway/clients.crl", "damaged");
    await ensureCertificates(files, nowMs + dayMs);
    expect(listOf(texts).entries).toHaveLength(1);
    texts.delete("authority/clients.pem");
    await ensureCertificates(files, nowMs + dayMs);
    const authority = readPair(texts.get("authority/clients.pem"))?.certificate ?? "";
    expect(await listOf(texts).verify({ publicKey: new PublicX509(authority) })).toBe(true);
  });
});
