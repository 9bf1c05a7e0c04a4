import { exitCodes, TemporalStartError } from "../../errors.ts";
import { formatTitledTable } from "../../output/table.ts";
import type { Needs } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { authorizedFiles } from "../shared/authorized-files.ts";
import { usageError } from "../shared/flags.ts";
import { requirePermissions } from "./require-permissions.ts";

type KeysNeeds = Needs<"certificates" | "followProvider" | "settings" | "style">;

export const keys = defineCommand({
  name: "keys",
  summary: "Ask the provider of TEMPORAL_JWT_KEYS for its keys now, and list them",
  description:
    "The server takes tokens that are signed with one of them within 10 s, and with one that is not among them any more no longer. A start asks as well; where a provider changes its keys by itself, call this by cron, once an hour.",
  examples: [{ command: "temporal-start token keys", explains: "which the server knows from then on" }],
  async run(_input, context: KeysNeeds) {
    const settings = await context.settings();
    requirePermissions(settings);
    const { TEMPORAL_JWT_KEYS: url } = settings.values;
    if (url === "")
      throw usageError("TEMPORAL_JWT_KEYS is empty: no provider is asked.", "Write its URL into temporal.env.");
    const files = await authorizedFiles(context);
    const { keys: fault } = await context.followProvider();
    if (fault !== undefined) throw unanswered(fault);
    const { providerKeys } = await import("../../pki/provider-keys.ts");
    const found = providerKeys(files).map(({ kid, alg = "" }) => ({
      name: kid,
      algorithm: alg,
    }));
    const rows = found.map(({ name, algorithm }) => [name, algorithm]);
    return {
      exitCode: exitCodes.ok,
      data: { url, keys: found },
      text: `${formatTitledTable(["NAME", "ALGORITHM"], rows, context.style)}\n`,
    };
  },
});

function unanswered(message: string): TemporalStartError {
  return new TemporalStartError({
    code: "PROVIDER_KEYS",
    category: "service",
    message,
    hint: "Correct TEMPORAL_JWT_KEYS (or TEMPORAL_PROVIDER_CA_FILE) in temporal.env, then: temporal-start token keys",
  });
}
