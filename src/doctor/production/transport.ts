import type { Settings } from "../../cluster/services/index.ts";
import { serverOf } from "../../cluster/topology.ts";
import { type Check, type Finding, failure, ok, warning } from "../check.ts";

export const transport: Check = {
  id: "production-tls",
  group: "production",
  title: "TLS and permissions",
  needs: ["engine", "settings"],
  starts: "none",
  async look(world) {
    const { values, topology } = await world.settings();
    const { containers } = await world.sortedContainers();
    const server = containers.get(serverOf(topology).name);
    return [interpretTransport(values, server && (server.marks.security ?? "off"))];
  },
};

/** @param has what the server was started with; undefined where there is none */
export function interpretTransport(
  { TEMPORAL_SECURITY: security }: Pick<Settings, "TEMPORAL_SECURITY">,
  has?: string,
): Finding {
  if (has !== undefined && has !== security)
    return failure(
      `the cluster was started with TEMPORAL_SECURITY=${has}, and the settings have ${security}, which is looked at here`,
      `temporal-start secure ${security}`,
    );
  if (security === "off")
    return failure(
      "clients speak to the server in plain text, and nobody is asked who he is",
      "temporal-start secure full, or tls; docs/security.md tells what clients need then",
    );
  if (security === "tls")
    return warning(
      "who has a certificate may do everything, in every namespace",
      "temporal-start secure full asks for a token as well, in which stands what its bearer may do",
    );
  return ok("certificates and tokens are asked for");
}
