import type { Settings } from "../../cluster/services/index.ts";
import { type Check, type Finding, failure, ok, warning } from "../check.ts";

export const transport: Check = {
  id: "production-tls",
  group: "production",
  title: "TLS and permissions",
  needs: ["settings"],
  starts: "none",
  look: async (world) => [interpretTransport((await world.settings()).values)],
};

export function interpretTransport({ TEMPORAL_SECURITY: security }: Pick<Settings, "TEMPORAL_SECURITY">): Finding {
  if (security === "off")
    return failure(
      "clients speak to the server in plain text, and nobody is asked who he is",
      "TEMPORAL_SECURITY=full in temporal.env, or tls; docs/security.md tells the steps",
    );
  if (security === "tls")
    return warning(
      "who has a certificate may do everything, in every namespace",
      "TEMPORAL_SECURITY=full asks for a token as well, in which stands what its bearer may do",
    );
  return ok("certificates and tokens are asked for");
}
