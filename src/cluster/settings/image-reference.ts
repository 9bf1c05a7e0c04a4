/** The grammar of the engine (distribution/reference); what it does not match is an "invalid reference format". */
const domain = String.raw`[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::\d{1,5})?`;
const pathPart = String.raw`[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*`;
const tag = String.raw`\w[\w.-]{0,127}`;
const digest = "sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}";
// What stands before the first slash is a registry only where it looks like one.
const reference = new RegExp(
  String.raw`^(?<name>(?:(?=[^/]*[.:]|localhost/)${domain}/)?(?<path>${pathPart}(?:/${pathPart})*))(?::${tag})?(?:@(?:${digest}))?$`,
);
const longestName = 255;
const highestPort = 65_535;

export function isImageReference(text: string): boolean {
  const name = reference.exec(text)?.groups?.name;
  const port = /^[^/]*:(\d+)\//.exec(text)?.[1] ?? "1";
  return name !== undefined && name.length <= longestName && Number(port) > 0 && Number(port) <= highestPort;
}

/** Without registry, tag and digest: `registry:5000/a/b:1` → `a/b`. Undefined for what is no reference. */
export function repositoryOf(text: string): string | undefined {
  return reference.exec(text)?.groups?.path;
}
