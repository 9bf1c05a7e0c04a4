import { imageTags, standInOf } from "./versions.ts";

/** Whether no registry has it: what this program builds bears its name. */
export const isBuiltHere = (reference: string): boolean => reference.startsWith("temporal-start/");

/** The command that builds images, or what stands in for them. */
export function buildCommand(references: readonly string[]): string {
  return `temporal-start images build ${references.map(buildName).join(" ")}`;
}

function buildName(reference: string): string {
  const local = standInOf(reference) ?? reference;
  const [, name = reference, version = ""] = /([^/:]+):([^/:@]+)$/.exec(local) ?? [];
  // Those of a new cluster have no version in their name.
  return Object.values(imageTags).some((tags) => tags.local === local) ? name : `${name}@${version}`;
}
