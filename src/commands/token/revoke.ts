import { exitCodes, TemporalStartError } from "../../errors.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { authorizedFiles } from "../shared/authorized-files.ts";
import { usageError } from "../shared/flags.ts";
import { readCredentialName } from "../shared/read-credential-name.ts";
import { requirePermissions } from "./require-permissions.ts";

export const revoke = defineCommand({
  name: "revoke",
  summary: "Take a token back",
  description:
    "Takes its key out of those by which the server knows tokens: within 10 s every call with it is refused, also on connections that are open. All others go on.",
  arguments: { name: { summary: "of the token", required: true } },
  examples: [{ command: "temporal-start token revoke shop", explains: "nobody gets in with it any more" }],
  async run({ arguments: given }, context: Needs<"certificates" | "settings">) {
    const name = readCredentialName(given.name, "token");
    requirePermissions(await context.settings());
    const [{ isOwnToken }, { revokeToken }] = await Promise.all([
      import("../../pki/ensure-tokens.ts"),
      import("../../pki/keep-tokens.ts"),
    ]);
    if (isOwnToken(name)) throw ofCluster(name);
    if (!revokeToken(await authorizedFiles(context), name)) throw unknown(name);
    return {
      exitCode: exitCodes.ok,
      data: { name },
      text: `The token of ${name} is taken back; the server refuses it within 10 s.\n`,
    };
  },
});

function unknown(name: string): TemporalStartError {
  return new TemporalStartError({
    code: "TOKEN_UNKNOWN",
    category: "usage",
    message: `There is no token of ${name}; nothing was changed.`,
    hint: "temporal-start token list",
  });
}

function ofCluster(name: string): TemporalStartError {
  return usageError(
    `${name} is a token of the cluster itself, which stops working without it.`,
    "A start replaces it thirty days before it ends.",
  );
}
