import { canAsk, confirmChanges } from "./confirm.mjs";
import { describeChanges } from "./describe-changes.mjs";

/**
 * Says once, before anything runs, what has to be installed, and asks for consent: later steps run side by side,
 * where a question would be lost. Returns whether changes are agreed to. @throws SetupError without consent
 */
export async function agreeToInstall(
  { yes, agree, mayBuild },
  { describe = describeChanges, confirm = confirmChanges, isTerminal = canAsk() } = {},
) {
  const { title, needed, perhaps } = await describe({ mayBuild });
  // What may turn out to be unnecessary is no reason to end a run that nobody could agree to.
  if (needed.length === 0 && (perhaps.length === 0 || !isTerminal)) return yes;
  process.stdout.write(`On ${title} this will:\n${[...needed, ...perhaps].map((line) => `  ${line}\n`).join("")}`);
  await confirm({ yes, command: agree });
  return true;
}
