import type { ClientIdentity } from "../interfaces/certificates.ts";
import type { Inside } from "../interfaces/dial.ts";
import type { Probe, ProbeOutcome, ProbeResult, ProbeSpec } from "./probe.ts";
import { type AskTemporal, interpretTemporal } from "./temporal.ts";

export interface ProbeDependencies {
  readonly askTemporal: AskTemporal;
  /** Loads what `askTemporal` needs, and opens the way to these addresses. */
  readonly prepareTemporal: (addresses: readonly string[]) => Promise<unknown>;
  readonly now: () => number;
  readonly inside: Inside;
  /** What is shown to a gateway, and whom to believe; undefined where the cluster has none. @throws TemporalStartError CERTIFICATES_MISSING */
  readonly identity?: () => Promise<ClientIdentity | undefined>;
  /** Whether PostgreSQL, which has refused a role's password, has no such role; absent where nobody can tell. */
  readonly isRoleMissing?: (role: string) => Promise<boolean>;
}

const everyKind: readonly ProbeSpec["kind"][] = ["postgresql", "elasticsearch", "temporal", "web"];

/**
 * One probe for every kind; a kind without a case does not compile. Clients load when first asked for:
 * those of the expected questions, or of every kind where nobody knows what will be asked.
 */
export function createProbe(dependencies: ProbeDependencies, expected?: readonly ProbeSpec[]): Probe {
  const { askTemporal, prepareTemporal, now, inside } = dependencies;
  const addresses = (expected ?? []).flatMap((spec) => (spec.kind === "temporal" ? [spec.address] : []));
  const load: Readonly<Record<ProbeSpec["kind"], () => Promise<unknown>>> = {
    postgresql: () => import("./postgresql.ts"),
    schema: () => import("./postgresql.ts"),
    "wal-receiver": () => import("./wal-receiver.ts"),
    elasticsearch: () => import("./elasticsearch.ts"),
    temporal: () => prepareTemporal(addresses),
    gateway: () => import("./gateway.ts"),
    login: () => import("./login.ts"),
    web: () => import("./web.ts"),
  };
  const kinds = new Set(expected?.map(({ kind }) => kind) ?? everyKind);
  // All clients load before the first question: loading one while another waits would count as its latency.
  let loaded: Promise<unknown> | undefined;
  const prepare = (): Promise<unknown> => (loaded ??= Promise.all([...kinds].map((kind) => load[kind]())));
  const unlessNoRole = async (outcome: ProbeOutcome, spec: { readonly user: string }): Promise<ProbeOutcome> => {
    if (outcome.ok || outcome.fault !== "wrong-password") return outcome;
    const isMissing = (await dependencies.isRoleMissing?.(spec.user)) === true;
    return isMissing ? (await import("./postgresql.ts")).missingRole(spec) : outcome;
  };
  const ask = async (spec: ProbeSpec, timeoutMs: number): Promise<ProbeOutcome> => {
    switch (spec.kind) {
      case "postgresql": {
        const { askPostgresql, interpretPostgresql } = await import("./postgresql.ts");
        return unlessNoRole(interpretPostgresql(await askPostgresql(spec, timeoutMs, inside), spec), spec);
      }
      case "schema": {
        const { askSchema, interpretSchema } = await import("./postgresql.ts");
        return unlessNoRole(interpretSchema(await askSchema(spec, timeoutMs, inside), spec), spec);
      }
      case "wal-receiver": {
        const { askWalReceiver, interpretWalReceiver } = await import("./wal-receiver.ts");
        return interpretWalReceiver(await askWalReceiver(spec, timeoutMs, inside), spec);
      }
      case "elasticsearch": {
        const { askElasticsearch, interpretElasticsearch } = await import("./elasticsearch.ts");
        return interpretElasticsearch(await askElasticsearch(spec, timeoutMs, inside.dial), spec);
      }
      case "temporal":
        return interpretTemporal(await askTemporal(spec, timeoutMs), spec);
      case "gateway":
        return probeGateway(spec, timeoutMs, dependencies);
      case "login":
        return probeLogin(spec, timeoutMs, dependencies);
      case "web":
        return probeWeb(spec, timeoutMs, dependencies);
    }
  };
  const probe = async (spec: ProbeSpec, timeoutMs: number): Promise<ProbeResult> => {
    await prepare();
    const startedMs = now();
    const outcome = await ask(spec, timeoutMs);
    return { ...outcome, latencyMs: now() - startedMs };
  };
  return Object.assign(probe, { prepare });
}

async function identityFor({ identity }: ProbeDependencies): Promise<ClientIdentity | { readonly error: unknown }> {
  try {
    return (await identity?.()) ?? { error: new Error("There is no certificate to show.") };
  } catch (error) {
    return { error };
  }
}

type Spec<Kind extends ProbeSpec["kind"]> = Extract<ProbeSpec, { readonly kind: Kind }>;

async function probeGateway(
  spec: Spec<"gateway">,
  timeoutMs: number,
  dependencies: ProbeDependencies,
): Promise<ProbeOutcome> {
  const { askGateway, interpretGateway } = await import("./gateway.ts");
  const identity = await identityFor(dependencies);
  return interpretGateway("error" in identity ? identity : await askGateway(spec, identity, timeoutMs), spec);
}

async function probeLogin(
  spec: Spec<"login">,
  timeoutMs: number,
  dependencies: ProbeDependencies,
): Promise<ProbeOutcome> {
  const { askLogin, interpretLogin } = await import("./login.ts");
  const identity = await identityFor(dependencies);
  return interpretLogin("error" in identity ? identity : await askLogin(spec, identity, timeoutMs), spec);
}

async function probeWeb(spec: Spec<"web">, timeoutMs: number, dependencies: ProbeDependencies): Promise<ProbeOutcome> {
  const { askWeb, interpretWeb } = await import("./web.ts");
  if (!spec.url.startsWith("https:")) return interpretWeb(await askWeb(spec, timeoutMs), spec);
  const identity = await identityFor(dependencies);
  return interpretWeb("error" in identity ? identity : await askWeb(spec, timeoutMs, identity), spec);
}
