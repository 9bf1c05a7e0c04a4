import { TemporalStartError } from "../../errors.ts";
import type { WorldNeeds } from "./world-of.ts";

/**
 * Containers are removed with all that is in them and in no volume; data that a command says it keeps must not be.
 * @throws TemporalStartError ARCHIVE_IN_CONTAINER
 */
export async function requireNoArchive(context: WorldNeeds): Promise<void> {
  const [{ archival }, { lookAtAll }, { worldOf }] = await Promise.all([
    import("../../doctor/cluster/archival.ts"),
    import("../../doctor/examine.ts"),
    import("./world-of.ts"),
  ]);
  const looks = await lookAtAll([archival], await worldOf(context));
  const found = looks.flatMap(({ finding }) => (finding.code === undefined ? [] : [finding]));
  const [first] = found;
  if (first?.code === undefined) return;
  throw new TemporalStartError({
    code: first.code,
    category: "preflight",
    message: "Nothing was removed: with its container the server would lose what it has archived.",
    details: found.map(({ subject, seen }) => (subject === undefined ? seen : `${subject} ${seen}`)),
    actions: found.flatMap(({ todo }) => todo ?? []),
    ...(first.todo === undefined ? {} : { hint: first.todo }),
  });
}
