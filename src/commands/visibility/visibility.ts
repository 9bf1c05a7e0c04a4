import { defineCommand } from "../define-command.ts";
import { check } from "./check.ts";
import { rebuild } from "./rebuild.ts";

export const visibility = defineCommand({
  name: "visibility",
  summary: "Compare the list of workflows with the database, and make it anew",
  examples: [
    { command: "temporal-start visibility check", explains: "is every workflow listed?" },
    { command: "temporal-start visibility rebuild", explains: "make the index anew from the database" },
  ],
  subcommands: [check, rebuild],
});
