import { defineCommand } from "../define-command.ts";
import { create } from "./create.ts";
import { keys } from "./keys.ts";
import { list } from "./list.ts";
import { revoke } from "./revoke.ts";

export const token = defineCommand({
  name: "token",
  summary: "Make tokens by which applications and people may do what they ask, list them, and take them back",
  description: "For a cluster with TEMPORAL_SECURITY=full. A client shows its token beside its certificate.",
  examples: [
    { command: "temporal-start token create shop --role writer --namespace shop", explains: "for an application" },
    { command: "temporal-start token list", explains: "whose there are, and when they end" },
    { command: "temporal-start token revoke shop", explains: "refused from then on" },
  ],
  subcommands: [create, list, revoke, keys],
});
