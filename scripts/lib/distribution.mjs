import { readFileSync } from "node:fs";

// Releases older than these carry no engine that fits; newer ones have Compose v2 in their own archive.
const tooOld = { debian: ["stretch", "buster", "bullseye"], ubuntu: ["xenial", "bionic", "focal"] };

/** Reads os-release text into its identifier and codename. */
export function parseOsRelease(text) {
  const fields = Object.fromEntries(
    text
      .split("\n")
      .map((line) => /^([A-Z_]+)=(.*)$/.exec(line.trim()))
      .filter(Boolean)
      .map(([, key, value]) => [key, value.replace(/^(["'])(.*)\1$/, "$2")]),
  );
  return {
    id: fields.ID ?? "",
    codename: fields.VERSION_CODENAME ?? "",
    title: fields.PRETTY_NAME ?? fields.ID ?? "this system",
  };
}

/** The distribution this script can install on, or undefined everywhere else. */
export function supportedDistribution(platform = process.platform, path = "/etc/os-release") {
  if (platform !== "linux") return undefined;
  let distribution;
  try {
    distribution = parseOsRelease(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
  const outdated = tooOld[distribution.id];
  return outdated && !outdated.includes(distribution.codename) ? distribution : undefined;
}

/** What to do on a machine where nothing can be installed from here. */
export function manualInstallHint(platform = process.platform) {
  const links = {
    darwin: "Install Docker Desktop (https://docs.docker.com/desktop/setup/install/mac-install/), OrbStack or Colima",
    win32: "Install Docker Desktop with WSL 2 (https://docs.docker.com/desktop/setup/install/windows-install/)",
  };
  const other = "Install Docker Engine with the Compose plugin (https://docs.docker.com/engine/install/)";
  return `${links[platform] ?? other}, start it, then run this command again.`;
}
