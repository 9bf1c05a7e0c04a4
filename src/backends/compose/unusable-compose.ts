import { meantUnit } from "../../cluster/meant-unit.ts";
import { TemporalStartError } from "../../errors.ts";

/** Why Compose could not be used, from what it said. */
export function unusableCompose(stderr: string): TemporalStartError {
  const unreadable = /Error loading config file: (.*)/.exec(stderr)?.[1];
  // Without its configuration docker does not find its plugins either, and takes their flags for its own.
  if (unreadable !== undefined) {
    return new TemporalStartError({
      code: "COMPOSE_FAILED",
      category: "preflight",
      message: `The docker command cannot read its configuration: ${unreadable}`,
      hint: "Make that file readable for this user, or set DOCKER_CONFIG or HOME to a folder of your own.",
    });
  }
  const missing = isComposeMissing(stderr);
  return new TemporalStartError({
    code: missing ? "COMPOSE_MISSING" : "COMPOSE_FAILED",
    category: "preflight",
    message: missing
      ? "Docker Compose v2 is not installed for this docker command."
      : "Docker Compose could not read the cluster's compose files.",
    ...(missing
      ? {
          hint: "Install the Compose v2 plugin (Debian, Ubuntu: node scripts/setup-engine.mjs in a clone of the project).",
        }
      : { details: wordsOf(stderr) }),
  });
}

/** What the user wrote, in Compose's words. @param services that the cluster has without it */
export function unusableOverlay(stderr: string, overlay: string, services: readonly string[]): TemporalStartError {
  const written = /service "([^"]+)" has neither an image nor a build context/.exec(stderr)?.[1];
  const meant = written === undefined ? undefined : meantUnit(written, services);
  const edit =
    meant === undefined
      ? `Correct ${overlay}`
      : `Did you mean '${meant}'? Write it so in ${overlay}, or give '${written ?? ""}' an image of its own`;
  const look = "temporal-start config validate";
  return new TemporalStartError({
    code: "OVERLAY_INVALID",
    category: "preflight",
    message: `Docker Compose could not read the cluster's compose files with ${overlay} laid over it; without it they are well.`,
    details: wordsOf(stderr),
    hint: `${edit}, then: ${look}`,
    actions: [`${edit}.`, look],
  });
}

const wordsOf = (stderr: string): readonly string[] => stderr.split("\n").filter((line) => line.trim() !== "");

/** A docker command without the plugin takes `compose` for a mistake or its flags for its own. */
export function isComposeMissing(stderr: string): boolean {
  return /is not a docker command|unknown (?:shorthand )?flag: (?:'p'|--project|--short)|unknown command/.test(stderr);
}
