import { TemporalStartError } from "../../errors.ts";
import type { CertificateFiles } from "../../interfaces/certificates.ts";
import type { Needs } from "../command.ts";

/** Of certificates and tokens of a cluster that was started from here. @throws TemporalStartError CERTIFICATES_MISSING */
export async function authorizedFiles(context: Needs<"certificates">): Promise<CertificateFiles> {
  const { hasAuthorities } = await import("../../pki/ensure-certificates.ts");
  const files = await context.certificates();
  if (hasAuthorities(files)) return files;
  throw new TemporalStartError({
    code: "CERTIFICATES_MISSING",
    category: "preflight",
    message: `There are no authorities in ${files.folder}: no cluster was started by this user that would know what is made; nothing was changed.`,
    hint: "temporal-start start, or go on as the user who has started it.",
  });
}
