import { causeMessage, TemporalStartError } from "../../errors.ts";
import { grpcStatusName } from "./grpc-status.ts";

/** Name of the gRPC status and what the server said. */
export function statusOf(error: unknown): { readonly code: string; readonly message: string } {
  // The client wraps what gRPC threw; which of the two comes depends on the call.
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const grpc = [error, cause].find(isGrpcError);
  if (grpc !== undefined) return { code: grpcStatusName(grpc.code), message: grpc.details };
  return { code: "UNKNOWN", message: causeMessage(error) };
}

/** The failure in words a person can act on. */
export function explainGrpc(error: unknown, address: string): TemporalStartError {
  const { code, message } = statusOf(error);
  const unreachable = code === "UNAVAILABLE" || code === "DEADLINE_EXCEEDED";
  return new TemporalStartError({
    code: unreachable ? "TEMPORAL_UNREACHABLE" : `TEMPORAL_${code}`,
    category: "service",
    message: unreachable
      ? `Temporal Server does not answer at ${address}.`
      : `Temporal Server refused the request: ${message}`,
    ...(unreachable ? { hint: "temporal-start status" } : {}),
    retryable: unreachable,
    cause: error,
  });
}

function isGrpcError(error: unknown): error is { readonly code: number; readonly details: string } {
  const { code, details } = (error ?? {}) as { code?: unknown; details?: unknown };
  return typeof code === "number" && typeof details === "string";
}
