/** Instances are spread over this many port offsets. */
const offsetCount = 1_800;
/**
 * The default ports lie 855, 967, 1112, 1800, 1967, 2655 and 3767 apart; none is a multiple of 11, so the
 * ports of two instances with different offsets never meet. The highest, 9200 + 11 × 1800,
 * stays below 32768, where systems begin to hand out ephemeral ports.
 */
const offsetStep = 11;

/** The instance without a name is shown, and labelled, as `default`: the two are one cluster. */
export function readInstance(text: string): string {
  return text === "default" ? "" : text;
}

/** `temporal` for the default instance, `temporal-blue` for the instance `blue`. */
export function instancePrefix(instance: string): string {
  return instance === "" ? "temporal" : `temporal-${instance}`;
}

/** The instance as labels and messages show it. */
export function instanceLabel(instance: string): string {
  return instance === "" ? "default" : instance;
}

/** Whether a container, network or volume bears the mark of an instance. */
export function isOf(instance: string, { marks }: { readonly marks: { readonly instance?: string } }): boolean {
  return marks.instance === instanceLabel(instance);
}

/** The container, network or volume of an instance: `temporal-server` → `temporal-blue-server`. */
export function instanceName(instance: string, defaultName: string): string {
  return defaultName.replace(/^temporal/, instancePrefix(instance));
}

/** What is added to every default port; 0 for the default instance. The same name gives the same offset everywhere. */
export function instancePortOffset(instance: string): number {
  if (instance === "") return 0;
  let hash = 0x811c9dc5;
  for (const character of instance) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return (1 + (hash % offsetCount)) * offsetStep;
}

/** What can follow the name of the program; by this a command in an advice is told from a sentence about the program. */
export const commandNames = [
  "start",
  "status",
  "wait",
  "stop",
  "restart",
  "down",
  "reset",
  "logs",
  "namespace",
  "search-attribute",
  "visibility",
  "backup",
  "restore",
  "upgrade",
  "bundle",
  "connect",
  "secure",
  "certs",
  "token",
  "secrets",
  "cli",
  "images",
  "doctor",
  "instances",
  "open",
  "config",
  "completion",
  "diagnose",
] as const;

const command = new RegExp(`\\btemporal-start (?=(?:${commandNames.join("|")})(?![a-z-]))`, "g");

/** Commands in a text, written for the default instance, as they are typed for this one. */
export function commandsFor(instance: string, text: string): string {
  return text.replace(command, `${programFor(instance)} `);
}

/** What to type before a command for it to work on this instance. */
export function programFor(instance: string): string {
  return instance === "" ? "temporal-start" : `temporal-start --instance ${instance}`;
}
