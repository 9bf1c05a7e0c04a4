import { confirmChanges } from "./confirm.mjs";
import { supportedDistribution } from "./distribution.mjs";
import { chromiumPackages } from "./ensure-chromium.mjs";
import { observeBuildTools } from "./observe-build-tools.mjs";
import { observeEngine } from "./observe-engine.mjs";
import { buildToolPackages, enginePackages } from "./package-plan.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * Says once, before anything runs, what has to be installed, and asks for consent: later steps run side by side,
 * where a question would be lost. Returns whether changes are agreed to.
 */
export async function agreeToInstall({ yes, agree }) {
  const distribution = supportedDistribution();
  const needed = distribution ? await describeNeeded(distribution) : [];
  if (needed.length === 0) return yes;
  const tools = buildToolPackages(distribution, await observeBuildTools());
  const perhaps = tools.length > 0 ? [`install with apt, only if no image registry answers: ${tools.join(", ")}`] : [];
  process.stdout.write(
    `On ${distribution.title} this will:\n${[...needed, ...perhaps].map((line) => `  ${line}\n`).join("")}`,
  );
  if (await confirmChanges({ yes, command: agree })) return true;
  throw new SetupError("Ask for consent", "you said no", "Nothing was changed.");
}

async function describeNeeded(distribution) {
  const engine = await observeEngine();
  const packages = engine.serverVersion && engine.composeVersion ? [] : enginePackages(distribution, engine);
  const browser = chromiumPackages();
  return [
    ...(packages.length > 0 ? [`install with apt: ${packages.join(", ")}`] : []),
    ...(engine.serverVersion ? [] : ["start the container engine"]),
    ...(browser.length > 0 ? [`install with apt, for the test of the Web UI: ${browser.join(", ")}`] : []),
  ];
}
