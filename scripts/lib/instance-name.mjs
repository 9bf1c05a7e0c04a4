// The program says the same of TEMPORAL_INSTANCE; here it is needed before the program is built.
const pattern = /^(?:[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?)?$/;

/** What is wrong with the name of an instance, or undefined; the empty one is the standard instance. */
export function instanceNameProblem(name) {
  if (pattern.test(name)) return undefined;
  return `--instance "${name}" must be at most 30 lower-case letters, digits or -, not at an end.`;
}
