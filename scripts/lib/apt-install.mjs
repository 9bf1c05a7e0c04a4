import { existsSync, readFileSync } from "node:fs";
import { deriveSuiteEntry, findOwnSource, findSuiteSource, readAptSources } from "./apt-sources.mjs";
import { needsNewerSuite, newerSuite } from "./package-plan.mjs";
import { runAsRoot } from "./privilege.mjs";
import { SetupError } from "./setup-error.mjs";
import { tailLine } from "./tail.mjs";

const quiet = ["DEBIAN_FRONTEND=noninteractive", "NEEDRESTART_SUSPEND=1", "LC_ALL=C"];
// A source that belongs to somebody else may be unreachable: it must cost seconds, not minutes.
const patience = ["-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20"];

/** The files that make the newer suite known; empty when no package needs them or it is known already. */
export function newerSuiteFiles(packages, sources = readAptSources()) {
  if (!needsNewerSuite(packages)) return [];
  const { name, priority } = newerSuite;
  if (findSuiteSource(sources, name)) return [];
  const entry = {
    path: `/etc/apt/sources.list.d/temporal-start-${name}.sources`,
    text: deriveSuiteEntry(findOwnSource(sources), name),
  };
  const pin = {
    path: `/etc/apt/preferences.d/temporal-start-${name}`,
    text: `Package: *\nPin: release n=${name}\nPin-Priority: ${priority}\n`,
  };
  return [pin, entry].filter(({ path, text }) => !existsSync(path) || readFileSync(path, "utf8") !== text);
}

/** Installs packages with apt; a failing foreign source is told but does not stop it. */
export async function installPackages(packages, { logFile, tell }) {
  for (const { path, text } of newerSuiteFiles(packages)) {
    const written = await runAsRoot("tee", [path], { input: text, logFile });
    if (written.exitCode !== 0)
      throw new SetupError(`Write ${path}`, tailLine(written.stderr), "Check that /etc/apt can be written.");
  }
  tell("Reading package lists (apt-get update)");
  const update = await apt(["update", ...patience], logFile);
  const list = ["install", "--yes", "--no-install-recommends", ...patience, ...packages];
  const trial = await apt(["--simulate", ...list], logFile);
  if (trial.exitCode !== 0) {
    const cause = tailLine(`${update.exitCode === 0 ? "" : update.stderr}\n${trial.stdout}\n${trial.stderr}`);
    throw new SetupError(
      "Find the packages",
      cause,
      "Check the apt sources and the proxy of this machine, then run this command again.",
    );
  }
  if (update.exitCode !== 0)
    tell("Some other package sources did not answer; the needed packages are available, so going on");
  tell(`Installing ${packages.join(", ")}`);
  const install = await apt(list, logFile);
  if (install.exitCode !== 0) {
    throw new SetupError(
      "Install the packages",
      tailLine(install.stderr || install.stdout),
      "See the log, then run this command again.",
    );
  }
}

const apt = (args, logFile) => runAsRoot("env", [...quiet, "apt-get", ...args], { logFile });
