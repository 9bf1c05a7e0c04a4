import { existsSync } from "node:fs";
import { installPackages } from "./apt-install.mjs";
import { supportedDistribution } from "./distribution.mjs";
import { findChromium } from "./find-chromium.mjs";
import { unlockSudo } from "./privilege.mjs";
import { SetupError } from "./setup-error.mjs";
import { StepError } from "./step-error.mjs";

const byHand =
  "Install Chrome or Chromium, or name one with TEMPORAL_START_CHROMIUM=/path/to/chrome, then run this command again.";

/** The packages that would be installed: none where a browser is here or apt cannot bring one. */
export function chromiumPackages() {
  // Ubuntu's package is a stub that calls snap, which asks questions of its own and does not work in containers.
  return !findChromium() && supportedDistribution()?.id === "debian" ? ["chromium"] : [];
}

/** Makes sure that there is a browser for the Web UI test; the caller has asked for consent. */
export async function ensureChromium(step, { logFile }) {
  const packages = chromiumPackages();
  if (packages.length > 0) await install(packages, { logFile, tell: step.say });
  const browser = findChromium();
  if (!browser) throw new StepError("there is no Chrome or Chromium on this machine", { hint: byHand });
  if (!existsSync(browser))
    throw new StepError(`TEMPORAL_START_CHROMIUM names ${browser}, which does not exist`, { hint: byHand });
  return browser;
}

async function install(packages, options) {
  try {
    unlockSudo();
    await installPackages(packages, options);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    throw new StepError(error.message, { hint: error.hint });
  }
}
