import { exitCodes, TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { readCredentialName } from "../shared/read-credential-name.ts";

export const revoke = defineCommand({
  name: "revoke",
  summary: "Take the certificate of an application back",
  description:
    "The gateway refuses it within 10 s, and ends connections that are open; all others go on. Its files are removed. One that was replaced by another of the same name before is not known here any more, and stays good until it ends.",
  arguments: { name: { summary: "of the application, as it stands in the certificate", required: true } },
  examples: [{ command: "temporal-start certs revoke media-planner", explains: "nobody gets in with it any more" }],
  async run({ arguments: given }, context: Needs<"certificates" | "clock">) {
    const name = readCredentialName(given.name, "certificate");
    const { revokeClient } = await import("../../pki/revocations.ts");
    if (!(await revokeClient(await context.certificates(), name, context.clock.now()))) throw unknown(name);
    return {
      exitCode: exitCodes.ok,
      data: { name },
      text: `The certificate of ${name} is taken back; a gateway that runs refuses it within 10 s.\n`,
    };
  },
});

function unknown(name: string): TemporalStartError {
  return new TemporalStartError({
    code: "CERTIFICATE_UNKNOWN",
    category: "usage",
    message: `There is no certificate of an application ${name}; nothing was changed.`,
    hint: "temporal-start certs list",
  });
}
