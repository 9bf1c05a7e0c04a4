import type { ServiceRole } from "../../cluster/services/service.ts";
import { type Topology, type Unit, unitOfRole } from "../../cluster/topology.ts";
import { TemporalStartError } from "../../errors.ts";

/**
 * The unit by which a command does its work, which may be switched off or somewhere else.
 * @param what as a person calls it
 * @throws TemporalStartError SERVICE_OFF
 */
export function requireUnit(topology: Topology, role: ServiceRole, what: string): Unit {
  const unit = unitOfRole(topology, role);
  if (unit !== undefined && !unit.isExternal) return unit;
  throw new TemporalStartError({
    code: "SERVICE_OFF",
    category: "preflight",
    message: `This cluster has no ${what} of its own: the settings ${unit === undefined ? "switch it off" : "name one that is somewhere else"}.`,
    hint: "temporal-start config show",
  });
}
