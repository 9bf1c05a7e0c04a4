#!/usr/bin/env node
// Dependency-free on purpose: it runs before `npm ci`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { installPackages, newerSuiteFiles } from "./lib/apt-install.mjs";
import { confirmChanges } from "./lib/confirm.mjs";
import { manualInstallHint, supportedDistribution } from "./lib/distribution.mjs";
import { observeBuildTools } from "./lib/observe-build-tools.mjs";
import { observeEngine } from "./lib/observe-engine.mjs";
import { buildToolPackages, enginePackages } from "./lib/package-plan.mjs";
import { isRoot, runAsRoot, unlockSudo } from "./lib/privilege.mjs";
import { SetupError } from "./lib/setup-error.mjs";
import { daemonStarter, startDaemon } from "./lib/start-daemon.mjs";
import { stateFolder, stateFolderProblem } from "./lib/state-folder.mjs";

const usage = `Usage: node scripts/setup-engine.mjs [--yes] [--build-tools] [--dry-run]

Makes sure that Docker Engine, Compose v2 and Buildx are there and the engine answers.
On Debian and Ubuntu it installs what is missing, elsewhere it says how to.

  --yes          agree to the changes without being asked
  --build-tools  also what "images build" needs: mmdebstrap, a JDK with Maven, Go
  --dry-run      say what would be done, change nothing
  --help         this text
`;

const folder = stateFolder("_engine");
const tell = (line) => process.stdout.write(`${line}\n`);

function readOptions() {
  const flag = { type: "boolean", default: false };
  try {
    return parseArgs({ options: { yes: flag, "build-tools": flag, "dry-run": flag, help: { ...flag, short: "h" } } })
      .values;
  } catch (error) {
    throw new SetupError("Read the options", error.message, usage, 2);
  }
}

/** Everything that is missing, as packages to install and a daemon to start. */
function planChanges(distribution, engine, tools) {
  const engineReady = engine.serverVersion && engine.composeVersion;
  const packages = [
    ...(engineReady
      ? []
      : enginePackages(distribution, { ...engine, daemonProgram: engine.serverVersion ?? engine.daemonProgram })),
    ...(tools ? buildToolPackages(distribution, tools) : []),
  ];
  return { packages, start: !engine.serverVersion, joinGroup: !isRoot() && !engine.serverVersion };
}

function describePlan({ packages, start, joinGroup }, tools) {
  const goNote = tools?.goTooOld
    ? [`  (the Go here, ${tools.goTooOld}, is older than the 1.21 that the build needs)`]
    : [];
  return [
    ...(packages.length > 0 ? [`  install with apt: ${packages.join(", ")}`] : []),
    ...goNote,
    ...newerSuiteFiles(packages).map(({ path }) => `  write ${path}`),
    ...(start ? [`  start the engine: ${daemonStarter().how}`] : []),
    ...(joinGroup ? [`  add ${process.env.USER} to the group "docker", whose members control the engine`] : []),
  ];
}

function refuseWhatCannotBeHelped(engine) {
  if (engine.serverVersion || !engine.clientProgram) return;
  if (process.env.DOCKER_HOST) {
    throw new SetupError(
      "Reach the engine",
      `DOCKER_HOST is ${process.env.DOCKER_HOST}, and it does not answer`,
      "Start that engine, or unset DOCKER_HOST, then run this command again.",
    );
  }
  if (/permission denied/i.test(engine.refusal)) {
    throw new SetupError(
      "Reach the engine",
      "it runs, but you may not use it",
      "Run: sudo usermod -aG docker $USER, log in again, then run this command again.",
    );
  }
}

async function applyChanges(plan) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const logFile = join(folder, "setup.log");
  unlockSudo();
  if (plan.packages.length > 0) await installPackages(plan.packages, { logFile, tell });
  if (plan.joinGroup) await runAsRoot("usermod", ["-aG", "docker", process.env.USER ?? ""], { logFile });
  if (plan.start && !(await observeEngine()).serverVersion)
    await startDaemon({ logFile, daemonLog: join(folder, "dockerd.log"), tell });
}

async function main() {
  const options = readOptions();
  if (options.help) return tell(usage);
  const homeless = stateFolderProblem();
  if (homeless) throw new SetupError("Look for the state folder", homeless, undefined, 6);
  const engine = await observeEngine();
  const tools = options["build-tools"] ? await observeBuildTools() : undefined;
  if (isReady(engine, tools)) return tell(`${summary(engine)}: nothing to do.`);

  refuseWhatCannotBeHelped(engine);
  const plan = announcePlan(engine, tools);
  if (options["dry-run"]) return;
  const command = `node scripts/setup-engine.mjs${tools ? " --build-tools" : ""}`;
  await confirmChanges({ yes: options.yes, command });
  await applyChanges(plan);
  await verify(tools !== undefined);
}

function isReady(engine, tools) {
  const toolsReady = !tools || [tools.mmdebstrap, tools.maven, tools.java, tools.go].every(Boolean);
  return engine.serverVersion && engine.composeVersion && toolsReady;
}

function announcePlan(engine, tools) {
  const distribution = supportedDistribution();
  if (!distribution) {
    const cause = "this system is neither a recent Debian nor a recent Ubuntu";
    throw new SetupError("Install the engine", cause, manualInstallHint());
  }
  const plan = planChanges(distribution, engine, tools);
  tell(`On ${distribution.title} this will:`);
  for (const line of describePlan(plan, tools)) tell(line);
  return plan;
}

async function verify(withTools) {
  const engine = await observeEngine();
  if (/permission denied/i.test(engine.refusal)) {
    throw new SetupError(
      "Reach the engine",
      "it runs, but this login is not in the group docker yet",
      "Run: newgrp docker (or log in again), then run this command again.",
    );
  }
  const missing = Object.entries({
    Engine: engine.serverVersion,
    "Compose v2": engine.composeVersion,
    Buildx: engine.buildxVersion,
  });
  const lost = missing.filter(([, version]) => !version).map(([name]) => name);
  if (withTools)
    lost.push(
      ...Object.entries(await observeBuildTools())
        .filter(([name, path]) => name !== "goTooOld" && !path)
        .map(([name]) => name),
    );
  if (lost.length > 0)
    throw new SetupError("Verify", `still missing after the installation: ${lost.join(", ")}`, engine.refusal);
  tell(`${summary(engine)}: ready.`);
}

const summary = (engine) =>
  `Docker Engine ${engine.serverVersion}, Compose ${engine.composeVersion}, Buildx ${engine.buildxVersion ?? "none"}`;

try {
  await main();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n${error.hint ? `${error.hint}\n` : ""}`);
  if (error.exitCode === 1) process.stderr.write(`Log: ${join(folder, "setup.log")}\n`);
  process.exitCode = error.exitCode;
}
