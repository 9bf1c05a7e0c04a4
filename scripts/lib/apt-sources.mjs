import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./setup-error.mjs";

/** Reads the deb822 form (`Types:`, `URIs:`, …); a continued field keeps its lines. */
export function parseDeb822(text) {
  return text
    .split(/\n\s*\n/)
    .map((stanza) => {
      const fields = {};
      let last;
      for (const line of stanza.split("\n")) {
        if (line.startsWith("#")) continue;
        const match = /^([A-Za-z-]+):\s*(.*)$/.exec(line);
        if (match) fields[(last = match[1].toLowerCase())] = match[2];
        else if (last && /^\s/.test(line)) fields[last] += `\n${line}`;
      }
      return fields;
    })
    .filter((fields) => fields.uris && (fields.enabled ?? "yes") !== "no")
    .map((fields) => ({
      types: fields.types?.split(/\s+/) ?? ["deb"],
      uris: fields.uris.trim().split(/\s+/),
      suites: fields.suites?.trim().split(/\s+/) ?? [],
      components: fields.components?.trim().split(/\s+/) ?? [],
      signedBy: fields["signed-by"],
      options: {},
    }));
}

/** Reads the one-line form (`deb [options] uri suite components`). */
export function parseOneLine(text) {
  return text
    .split("\n")
    .map((line) => /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+([^#]+)/.exec(line))
    .filter(Boolean)
    .map(([, rawOptions, uri, suite, components]) => {
      const pairs = (rawOptions ?? "").split(/\s+/).filter(Boolean);
      const options = Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
      const { "signed-by": signedBy, ...others } = options;
      return {
        types: ["deb"],
        uris: [uri],
        suites: [suite],
        components: components.trim().split(/\s+/),
        signedBy,
        options: others,
      };
    });
}

/** Every enabled source of the machine. */
export function readAptSources(root = "/etc/apt") {
  const folder = join(root, "sources.list.d");
  const parts = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  return [join(root, "sources.list"), ...parts]
    .filter((path) => existsSync(path) && /\.(list|sources)$/.test(path))
    .flatMap((path) => (path.endsWith(".sources") ? parseDeb822 : parseOneLine)(readFileSync(path, "utf8")));
}

/** The entry that brings `main` of a suite, which tells the mirror this machine uses. */
export function findSuiteSource(sources, suite) {
  return sources.find(
    (source) => source.types.includes("deb") && source.suites.includes(suite) && source.components.includes("main"),
  );
}

/** The entry that brings Debian 12 itself: people write its codename, or what it is to the newest release. */
export function findOwnSource(sources) {
  const found = ["bookworm", "oldstable", "stable"].map((suite) => findSuiteSource(sources, suite)).find(Boolean);
  if (found) return found;
  throw new SetupError(
    "Find this machine's mirror of Debian",
    "no file in /etc/apt names a source of bookworm main",
    "Add it to /etc/apt/sources.list, then run this command again.",
  );
}

/** A deb822 entry for another suite of the same mirror, signed as the existing one is. */
export function deriveSuiteEntry({ uris, options, signedBy }, suite) {
  const lines = ["Types: deb", `URIs: ${uris.join(" ")}`, `Suites: ${suite}`, "Components: main"];
  if (options.trusted) lines.push(`Trusted: ${options.trusted}`);
  if (options.arch) lines.push(`Architectures: ${options.arch.replaceAll(",", " ")}`);
  if (signedBy) lines.push(`Signed-By: ${signedBy}`);
  return `${lines.join("\n")}\n`;
}
