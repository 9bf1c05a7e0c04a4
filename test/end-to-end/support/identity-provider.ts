import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import Provider from "oidc-provider";
import type { Page } from "playwright-core";
import { createAuthority, issueLeaf } from "../../../src/pki/authority.ts";
import { docker } from "./docker.ts";

/** A provider of identities on this machine, which containers reach as well. */
export interface IdentityProvider {
  readonly issuer: string;
  /** Of who has signed its certificate, in PEM. */
  readonly authority: string;
  /** With keys of its own from then on, at the same address. */
  readonly rotate: () => Promise<void>;
  /** A token for a program, by the key of now. @param permissions as the server of Temporal reads them */
  readonly sign: (permissions: readonly string[]) => Promise<string>;
  readonly close: () => Promise<void>;
}

export const client = { id: "temporal", secret: "a secret of the provider's client" } as const;

/**
 * Takes any name with any password, in the form of oidc-provider for development. The address of somebody is his name at
 * example.org, unless the name is an address: then it is ben's, whatever his `sub`. Who begins with `unproved` has an address that
 * nobody has looked at.
 * @param redirects where it may send people back to
 */
export async function startIdentityProvider(redirects: readonly string[]): Promise<IdentityProvider> {
  const host = (await docker("network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}")).trim();
  const own = await createAuthority("a provider", Date.now());
  const leaf = await issueLeaf(own, { commonName: "provider", usages: ["server"], names: [host], days: 1 }, Date.now());
  let answers: ReturnType<Provider["callback"]> | undefined;
  let key: JWK | undefined;
  const server = createServer({ cert: leaf.certificate, key: leaf.key }, (request, response) => {
    void answers?.(request, response);
  });
  server.listen(0, "0.0.0.0");
  await once(server, "listening");
  const issuer = `https://${host}:${String((server.address() as AddressInfo).port)}`;
  const rotate = async (): Promise<void> => {
    key = await newKey();
    answers = providerOf(issuer, redirects, key).callback();
  };
  await rotate();
  const sign = async (permissions: readonly string[]): Promise<string> => {
    const { kid = "", ...own } = key ?? {};
    const token = new SignJWT({ permissions }).setProtectedHeader({ alg: "RS256", kid }).setSubject("machine");
    return token
      .setIssuer(issuer)
      .setIssuedAt()
      .setExpirationTime("10m")
      .sign(await importJWK(own, "RS256"));
  };
  return { issuer, authority: own.certificate, rotate, sign, close: () => closed(server) };
}

function providerOf(issuer: string, redirects: readonly string[], key: JWK): Provider {
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [...redirects] }],
    jwks: { keys: [key] },
    cookies: { keys: ["of the test alone"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    // All in the token that it signs, as most providers have it.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_, name) => ({
      accountId: name,
      claims: () => ({
        sub: name,
        email: name.includes("@") ? "ben@example.org" : `${name}@example.org`,
        email_verified: !name.startsWith("unproved"),
      }),
    }),
  });
  provider.proxy = false;
  return provider;
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { ...(await exportJWK(privateKey)), alg: "RS256", use: "sig", kid: randomUUID() };
}

async function closed(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}

/** From the login of the cluster to the answer of the provider. */
export async function signInAtProvider(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Sign in with your account" }).click();
  await page.getByPlaceholder("Enter any login").fill(name);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}
