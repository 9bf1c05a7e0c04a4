import { existsSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "./find-program.mjs";

const programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const places = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].map((name) =>
    join(process.env[name] ?? "C:\\", "Google", "Chrome", "Application", "chrome.exe"),
  ),
};

/** The browser for the Web UI test: the one that TEMPORAL_START_CHROMIUM names, else the first one found. */
export function findChromium(environment = process.env) {
  if (environment.TEMPORAL_START_CHROMIUM) return environment.TEMPORAL_START_CHROMIUM;
  return programs.map(findProgram).find(Boolean) ?? (places[process.platform] ?? []).find((path) => existsSync(path));
}
