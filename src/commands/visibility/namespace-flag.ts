import { TemporalStartError } from "../../errors.ts";
import type { Executions } from "../../interfaces/visibility.ts";

export const namespaceFlag = {
  flag: "--namespace <name>",
  summary: "only the workflows of this namespace",
} as const;

/** @throws TemporalStartError NAMESPACE_UNKNOWN */
export async function namespaceIdOf(executions: Executions, name: string | undefined): Promise<Uint8Array | undefined> {
  if (name === undefined) return undefined;
  const found = await executions.namespaceId(name);
  if (found !== undefined) return found;
  throw new TemporalStartError({
    code: "NAMESPACE_UNKNOWN",
    category: "service",
    message: `There is no namespace ${name} in the database; nothing was changed.`,
    hint: "temporal-start namespace list",
  });
}
