import { TemporalStartError } from "../../errors.ts";
import type { CertificateFiles } from "../../interfaces/certificates.ts";
import type { CommandSettings, Needs } from "../command.ts";

/** @throws TemporalStartError NOT_SECURED where the settings have a server that knows no tokens */
export function requirePermissions({ values }: Pick<CommandSettings, "values">): void {
  const { TEMPORAL_SECURITY } = values;
  if (TEMPORAL_SECURITY === "full") return;
  throw new TemporalStartError({
    code: "NOT_SECURED",
    category: "preflight",
    message: `The settings have TEMPORAL_SECURITY=${TEMPORAL_SECURITY}: the server asks nobody for a token.`,
    hint: "Write TEMPORAL_SECURITY=full into temporal.env, then: temporal-start start",
  });
}

/** Where tokens of a cluster are kept that was started from here. @throws TemporalStartError CERTIFICATES_MISSING */
export async function authorizedFiles(context: Needs<"certificates">): Promise<CertificateFiles> {
  const { hasAuthorities } = await import("../../pki/ensure-certificates.ts");
  const files = await context.certificates();
  if (hasAuthorities(files)) return files;
  throw new TemporalStartError({
    code: "CERTIFICATES_MISSING",
    category: "preflight",
    message: `There are no authorities in ${files.folder}: no cluster was started by this user that would know a token; nothing was changed.`,
    hint: "temporal-start start, or go on as the user who has started it.",
  });
}
