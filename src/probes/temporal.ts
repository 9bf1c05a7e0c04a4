import { defined } from "../defined.ts";
import type { ServerCheck } from "../interfaces/temporal.ts";
import type { ProbeOutcome, ProbeSpec } from "./probe.ts";

type TemporalSpec = Extract<ProbeSpec, { kind: "temporal" }>;

/** Asks Temporal Server; the effect is given, since the gRPC client has its one place in src/runtime/. */
export type AskTemporal = (spec: TemporalSpec, timeoutMs: number) => Promise<ServerCheck>;

/** gRPC status names to what they mean for a person. */
export function interpretTemporal(answer: ServerCheck, spec: TemporalSpec): ProbeOutcome {
  if (answer.serving) {
    const { historyShards, overdue, ending } = answer;
    const certificatesEnd = ending
      ?.map(({ name, endsMs }) => `${name} (${new Date(endsMs).toISOString().slice(0, 10)})`)
      .join(", ");
    const late = overdue && {
      overdueSchedules: overdue.ids.join(", "),
      overdueSince: new Date(overdue.sinceMs).toISOString(),
    };
    return {
      ok: true,
      summary: `SERVING · namespace ${spec.namespace} · ${answer.serverVersion}`,
      facts: {
        version: answer.serverVersion,
        namespace: spec.namespace,
        ...defined({ historyShards, certificatesEnd }),
        ...late,
      },
    };
  }
  const { code, message } = answer;
  switch (code) {
    case "NOT_SERVING":
      return { ok: false, fault: "not-serving", message: "Temporal Server is up but not serving yet." };
    case "DEADLINE_EXCEEDED":
      return { ok: false, fault: "timeout", message: `No answer from ${spec.address}.` };
    case "NOT_FOUND":
      return {
        ok: false,
        fault: "missing-namespace",
        message: `Namespace "${spec.namespace}" does not exist.`,
        hint: "temporal-start start",
      };
    case "UNAVAILABLE":
      return message.includes("ECONNREFUSED")
        ? { ok: false, fault: "refused", message: `Nothing listens on ${spec.address}.` }
        : { ok: false, fault: "starting", message: "Temporal Server is starting up or shutting down." };
    default:
      return { ok: false, fault: "unexpected", message: `${code}: ${message}` };
  }
}
