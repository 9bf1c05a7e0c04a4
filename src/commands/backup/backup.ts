import { defineCommand } from "../define-command.ts";
import { create } from "./create.ts";
import { list } from "./list.ts";
import { deleteBackup, prune } from "./remove.ts";
import { schedule } from "./schedule.ts";
import { show } from "./show.ts";
import { verify } from "./verify.ts";

export const backup = defineCommand({
  name: "backup",
  summary: "Back up the cluster, and list, verify and delete backups",
  examples: [
    { command: "temporal-start backup create", explains: "while workflows run" },
    { command: "temporal-start backup list", explains: "what can be restored" },
  ],
  subcommands: [create, list, show, verify, deleteBackup, prune, schedule],
});
