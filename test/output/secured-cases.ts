import { FakeCluster } from "../support/fake-cluster.ts";
import { inputOf } from "../support/fake-context.ts";
import { lastingCertificate } from "../support/lasting-certificate.ts";
import type { Case } from "./case.ts";

/** With an authority that has no end to speak of, twice. */
function secured(): FakeCluster {
  const cluster = FakeCluster.running({ TEMPORAL_SECURITY: "tls" });
  for (const name of ["cluster", "clients"])
    cluster.certificates.write(`authority/${name}.pem`, lastingCertificate, "owner");
  return cluster;
}
/** With the key and the token of one application. */
function withToken(settings: Readonly<Record<string, string>> = {}): FakeCluster {
  const cluster = FakeCluster.running({ TEMPORAL_SECURITY: "full", ...settings });
  for (const name of ["cluster", "clients", "inner"])
    cluster.certificates.write(`authority/${name}.pem`, lastingCertificate, "owner");
  for (const file of ["client.pem", "ca.pem"])
    cluster.certificates.write(`issued/ci/${file}`, lastingCertificate, "owner");
  cluster.certificates.write("tokens/ci/key.json", '{"kid":""}', "owner");
  cluster.certificates.write(
    "tokens/ci/token.jwt",
    "e30.eyJzdWIiOiJjaSIsInJvbGUiOiJyZWFkZXIiLCJleHAiOjQxMDAwMDAwMDB9.e30",
    "owner",
  );
  return cluster;
}

/** With a key of a provider of identities. */
function withProvider(): FakeCluster {
  const url = "https://login.example.org/keys";
  const cluster = withToken({ TEMPORAL_JWT_KEYS: url });
  cluster.certificates.write(
    "provider-keys.json",
    JSON.stringify({ url, keys: [{ kid: "a", kty: "EC", alg: "ES256" }] }),
    "owner",
  );
  return cluster;
}

/** Of what is about a secured cluster. */
export const securedCases: readonly Case[] = [
  { title: "of a cluster that is not secured", command: "connect" },
  {
    title: "of an application",
    command: "connect",
    input: inputOf({ as: "ci", lang: "python" }),
    cluster: () => withToken(),
  },
  { title: "of a plan", command: "secure", input: inputOf({ dryRun: true }, { level: "off" }) },
  { title: "of a cluster that is so", command: "secure", input: inputOf({ yes: true }, { level: "off" }) },
  { title: "of a cluster with permissions", command: "secrets list", cluster: () => withToken() },
  {
    title: "of the password",
    command: "secrets rotate",
    input: inputOf({}, { name: "postgres-password" }),
  },
  { title: "of one", command: "certs list", cluster: secured },
  { title: "of an application", command: "certs issue", input: inputOf({}, { name: "ci" }), cluster: secured },
  {
    title: "of an application",
    command: "token create",
    input: inputOf({ role: "reader", namespace: "shop" }, { name: "shop" }),
    cluster: () => withToken(),
  },
  { title: "of one", command: "token list", cluster: () => withToken() },
  { title: "of a provider", command: "token keys", cluster: withProvider },
  { title: "of one", command: "token revoke", input: inputOf({}, { name: "ci" }), cluster: () => withToken() },
  {
    title: "of an application",
    command: "certs export",
    input: inputOf({}, { name: "ci" }),
    cluster: () => withToken(),
  },
  { title: "of a cluster with permissions", command: "certs renew", cluster: () => withToken() },
  {
    title: "of an application",
    command: "certs revoke",
    input: inputOf({}, { name: "ci" }),
    cluster: () => withToken(),
  },
];
