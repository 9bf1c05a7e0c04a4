import { createAuthority } from "../../src/pki/authority.ts";
import { pairText } from "../../src/pki/pair.ts";

/** Of itself, with its key; made for this run, and good for years. */
export const lastingCertificate = pairText(await createAuthority("test", Date.now()));
