import { exitCodes } from "../../errors.ts";
import { defineCommand } from "../define-command.ts";
import { completionScripts } from "./scripts.ts";

export const completion = defineCommand({
  name: "completion",
  summary: "Print the completion script for a shell",
  description:
    "Print the completion script for a shell. It completes commands, flags, services, settings, and the namespaces and instances that exist. To have it in every new shell, write the line for yours into ~/.bashrc, ~/.zshrc (after compinit) or ~/.config/fish/config.fish.",
  arguments: { shell: { summary: "your shell", required: true, choices: Object.keys(completionScripts) } },
  examples: [
    { command: "temporal-start completion bash", explains: 'eval "$(temporal-start completion bash)"' },
    { command: "temporal-start completion zsh", explains: "source <(temporal-start completion zsh)" },
    { command: "temporal-start completion fish", explains: "temporal-start completion fish | source" },
  ],
  run(input) {
    const { shell } = input.arguments;
    const script = completionScripts[shell] ?? "";
    return Promise.resolve({ exitCode: exitCodes.ok, data: { shell, script }, text: script });
  },
});
