import type { TemporalAdmin } from "../interfaces/temporal.ts";
import type { Security } from "./open-security.ts";

export interface TemporalClients {
  /** One for each address (`host:port`). @throws TemporalStartError CERTIFICATES_MISSING */
  readonly at: (address: string) => Promise<TemporalAdmin>;
  readonly close: () => Promise<unknown>;
}

export function temporalClients(security: () => Promise<Security>): TemporalClients {
  const opened = new Map<string, TemporalAdmin>();
  return {
    async at(address) {
      const { createTemporalAdmin } = await import("../temporal/admin/temporal-admin.ts");
      const identity = await (await security()).identity();
      // A start may have renewed it.
      const key = `${address} ${identity?.certificate ?? ""} ${identity?.token ?? ""}`;
      const admin = opened.get(key) ?? createTemporalAdmin(address, identity);
      opened.set(key, admin);
      return admin;
    },
    close: () => Promise.all([...opened.values()].map((one) => one.close())),
  };
}
