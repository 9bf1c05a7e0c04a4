// Imported before anything else and kept to syntax of old versions of Node, so that they reach the message.
const needed = [20, 19];

/** Why this Node cannot run the project, or undefined when it can. */
export function nodeProblem(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return undefined;
  return `Node ${needed.join(".")} or later is needed; this is ${version}. Install a current Node, then run the command again.`;
}
