import { defineCommand } from "../define-command.ts";
import { type RemoveNeeds, removeKept, removingFlags } from "../restore/remove-kept.ts";

export const cleanup = defineCommand({
  name: "cleanup",
  summary: "Remove the data from before restores and upgrades of PostgreSQL, after confirmation",
  description:
    "Removes the data that was in place before a restore or an upgrade of PostgreSQL, and what one that was cut short has laid beside it. The data in place, and backups, stay.",
  flags: removingFlags,
  examples: [{ command: "temporal-start upgrade cleanup", explains: "when the upgraded data has proved itself" }],
  run: (input, context: RemoveNeeds) => removeKept("upgrade cleanup", input, context),
});
