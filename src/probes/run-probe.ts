import type { Probe, ProbeOutcome, ProbeSpec } from "./probe.ts";
import { type AskTemporal, interpretTemporal } from "./temporal.ts";

export interface ProbeDependencies {
  readonly askTemporal: AskTemporal;
  /** Loads what `askTemporal` needs. */
  readonly loadTemporal: () => Promise<unknown>;
  readonly now: () => number;
}

/** One probe for every kind; a kind without a case does not compile. Clients load when first asked for. */
export function createProbe({ askTemporal, loadTemporal, now }: ProbeDependencies): Probe {
  // All clients load before the first question: loading one while another waits would count as its latency.
  let loaded: Promise<unknown> | undefined;
  const load = (): Promise<unknown> =>
    Promise.all([import("./postgresql.ts"), import("./elasticsearch.ts"), import("./web.ts"), loadTemporal()]);
  const ask = async (spec: ProbeSpec, timeoutMs: number): Promise<ProbeOutcome> => {
    switch (spec.kind) {
      case "postgresql": {
        const { askPostgresql, interpretPostgresql } = await import("./postgresql.ts");
        return interpretPostgresql(await askPostgresql(spec, timeoutMs), spec);
      }
      case "elasticsearch": {
        const { askElasticsearch, interpretElasticsearch } = await import("./elasticsearch.ts");
        return interpretElasticsearch(await askElasticsearch(spec, timeoutMs), spec);
      }
      case "temporal":
        return interpretTemporal(await askTemporal(spec, timeoutMs), spec);
      case "web": {
        const { askWeb, interpretWeb } = await import("./web.ts");
        return interpretWeb(await askWeb(spec, timeoutMs), spec);
      }
    }
  };
  return async (spec, timeoutMs) => {
    await (loaded ??= load());
    const startedMs = now();
    const outcome = await ask(spec, timeoutMs);
    return { ...outcome, latencyMs: now() - startedMs };
  };
}
