/**
 * Translates the host's apt configuration for a download on behalf of an image, so that mirrors,
 * proxies and signing keys of the host are honoured without any of them entering the image.
 */

const passedOn =
  /^Acquire::(?:http|https|socks|ForceIPv[46]|Retries|Check-|Max-ValidTime|Min-ValidTime|AllowInsecure|AllowWeak)/;

/** Lines of `apt-config dump` that say how to reach package sources, as a configuration file. */
export function acquisitionSettings(dump: string): string {
  const lines = dump.split("\n").filter((line) => passedOn.test(line));
  const credentials = ['Dir::Etc::netrc "/etc/apt/auth.conf";', 'Dir::Etc::netrcparts "/etc/apt/auth.conf.d";'];
  return `${[...lines, ...credentials].join("\n")}\n`;
}

/** One package index as `apt-get indextargets` describes it, by its field names. */
export type IndexTarget = Readonly<Record<string, string>>;

export function parseIndexTargets(text: string): readonly IndexTarget[] {
  return text
    .split(/\n\s*\n/)
    .filter((stanza) => stanza.trim() !== "")
    .map((stanza) =>
      Object.fromEntries(
        stanza.split("\n").flatMap((line) => {
          const match = /^([A-Za-z-]+):\s?(.*)$/.exec(line);
          return match?.[1] === undefined ? [] : [[match[1].toLowerCase(), match[2] ?? ""]];
        }),
      ),
    );
}

/** Where the host's entries for a Debian suite stand: the file, and the stanza or line in it. */
export function suiteEntries(
  targets: readonly IndexTarget[],
  suite: string,
): readonly { readonly file: string; readonly position: number; readonly site: string }[] {
  const suites = [suite, `${suite}-updates`, `${suite}-security`];
  const seen = new Set<string>();
  return targets.flatMap((target) => {
    const entry = /^(.+):(\d+)$/.exec(target.sourcesentry ?? "");
    if (entry?.[1] === undefined || !isDebianMain(target, suites) || seen.has(entry[0])) return [];
    seen.add(entry[0]);
    return [{ file: entry[1], position: Number(entry[2]), site: target.site ?? "" }];
  });
}

/** A vendor's entry may name the same suite; its label says so once its index was read. */
function isDebianMain({ release = "", component, label = "Debian" }: IndexTarget, suites: readonly string[]): boolean {
  return suites.includes(release) && component === "main" && label.startsWith("Debian");
}

/** The text of one entry: a stanza of a `.sources` file, or a line of a `.list` file. */
export function entryText(fileText: string, file: string, position: number): string | undefined {
  if (!file.endsWith(".sources")) return fileText.split("\n")[position - 1];
  const stanzas = fileText.split(/\n\s*\n/).filter((stanza) => /^[^#\s]/m.test(stanza));
  return stanzas[position - 1];
}
