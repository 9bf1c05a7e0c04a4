import { defineCommand } from "../define-command.ts";
import { list } from "./list.ts";
import { rotate } from "./rotate.ts";

export const secrets = defineCommand({
  name: "secrets",
  summary: "List what is secret in the cluster, and replace it by a new one",
  examples: [
    { command: "temporal-start secrets list", explains: "where each comes from" },
    { command: "temporal-start secrets rotate postgres-password", explains: "the database gets another password" },
  ],
  subcommands: [list, rotate],
});
