import { contentHash, readStamp, writeStamp } from "./content-hash.mjs";
import { npmCommand } from "./npm.mjs";
import { projectFolder } from "./project-folder.mjs";

const name = "install";

/** `npm ci`, unless node_modules is from this package-lock.json already. */
export async function ensurePackages(step) {
  const wanted = `${contentHash(["package.json", "package-lock.json", ".npmrc"])} ${process.platform} ${process.arch}`;
  if (readStamp(name) === wanted) return "as in package-lock.json";
  await step.child(npmCommand(["ci", "--loglevel=notice"]), { cwd: projectFolder, onFailure: "npm ci did not succeed" });
  writeStamp(name, wanted);
  return "installed";
}
