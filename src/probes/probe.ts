import type { IndexAddress, StoreAddress } from "../interfaces/stores.ts";

/** What to ask a service, as data. One member a kind; run-probe.ts has one case each. */
export type ProbeSpec =
  | ({ readonly kind: "postgresql" } & StoreAddress)
  /** Whether what PostgreSQL writes is received: asks PostgreSQL. */
  | ({ readonly kind: "wal-receiver" } & StoreAddress)
  | (StoreAddress & {
      /** Which schema of Temporal a database of PostgreSQL has. */
      readonly kind: "schema";
      /** Made first: without it the schema was not even begun. */
      readonly firstTable: string;
      /** The version to which the schema job of the server brings it. */
      readonly expected: string;
      /** The version of the server whose data it is to be; absent where that does not matter. */
      readonly server?: string;
    })
  | ({ readonly kind: "elasticsearch" } & IndexAddress)
  | {
      readonly kind: "temporal";
      readonly address: string;
      readonly namespace: string;
      /** Lists workflows without looking for the namespace first; only where nobody is about to make it. */
      readonly inOneGo?: boolean;
    }
  | {
      readonly kind: "gateway";
      /** As it stands in a URL. */
      readonly host: string;
      readonly port: number;
    }
  | {
      readonly kind: "login";
      /** Of the page, by the gateway. */
      readonly url: string;
    }
  | {
      readonly kind: "web";
      readonly url: string;
      /** Where its server is, if that is not the one of this cluster. */
      readonly otherServer?: string;
    };

/** Why a probe did not succeed; stable, programs branch on it. */
export type ProbeFault =
  | "refused"
  | "starting"
  | "timeout"
  | "wrong-password"
  | "missing-role"
  | "missing-database"
  | "missing-index"
  | "missing-namespace"
  | "red"
  | "not-serving"
  | "upstream-unreachable"
  | "wrong-address"
  | "unexpected";

export type ProbeOutcome =
  | { readonly ok: true; readonly summary: string; readonly facts: Readonly<Record<string, string | number>> }
  | { readonly ok: false; readonly fault: ProbeFault; readonly message: string; readonly hint?: string };

export type ProbeResult = ProbeOutcome & {
  /** From asking to answer or giving up. */
  readonly latencyMs: number;
};

export interface Probe {
  /** Asks once, never longer than the timeout; never throws for what the service did. */
  (spec: ProbeSpec, timeoutMs: number): Promise<ProbeResult>;
  /** Loads the clients, which the first question does otherwise. */
  readonly prepare: () => Promise<unknown>;
}

/** The service works; what others put into it is not there yet, or not any more. */
export function isMissingContent(fault: ProbeFault): boolean {
  return fault.startsWith("missing-");
}

const startingFaults: readonly ProbeFault[] = ["refused", "starting", "timeout", "not-serving", "red"];

/** The service may be on its way up: it tells so, or does not speak yet. Elasticsearch is red while it loads its data. */
export function isStartingFault(fault: ProbeFault): boolean {
  return startingFaults.includes(fault);
}

/** Further probing cannot change these: a start that meets one ends at once. */
export function isLastingFault(fault: ProbeFault): boolean {
  return fault === "wrong-password" || fault === "missing-role" || fault === "wrong-address";
}
