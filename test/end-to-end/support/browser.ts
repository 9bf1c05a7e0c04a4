import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const quietFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-proxy-server",
];

/** The browser of the tester, or the one that the system's package installs. */
function chromiumPath(): string {
  const path = process.env.TEMPORAL_START_CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(path)) {
    throw new Error(
      `The Web UI is tested in Chromium, and there is none at ${path}. Run: apt-get install -y chromium, or set TEMPORAL_START_CHROMIUM to its path.`,
    );
  }
  return path;
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), headless: true, args: quietFlags });
}
