import { instanceName } from "../../cluster/settings/instance.ts";
import type { Backend } from "../../interfaces/backend.ts";

/** Runs the schema job, which makes an index that is not there as the server needs it. Its container has to be there. */
export function indexMaker(
  backend: Pick<Backend, "perform">,
  instance: string,
  job: string,
  signal: AbortSignal,
): () => Promise<void> {
  const name = instanceName(instance, job);
  const deed = { kind: "run", unit: job, name, container: name, milestones: [], isAnew: true } as const;
  const nothing = (): undefined => undefined;
  return () => backend.perform(deed, { signal, onPoint: nothing, onBytes: nothing, onNote: nothing });
}
