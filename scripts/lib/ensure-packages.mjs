import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contentHash, readStamp, writeStamp } from "./content-hash.mjs";
import { npmCommand } from "./npm.mjs";
import { projectFolder } from "./project-folder.mjs";

const name = "install";
const declarations = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies", "overrides"];

/** `npm ci`, unless node_modules is from this package-lock.json already. */
export async function ensurePackages(step) {
  const wanted = `${contentHash(["package-lock.json", ".npmrc"])} ${declaredHash()} ${process.platform} ${process.arch}`;
  if (readStamp(name) === wanted) return "as in package-lock.json";
  await step.child(npmCommand(["ci", "--loglevel=notice"]), {
    cwd: projectFolder,
    onFailure: "npm ci did not succeed",
  });
  writeStamp(name, wanted);
  return "installed";
}

/** Of package.json only what concerns installation: a new script is no reason to install again. */
function declaredHash() {
  const manifest = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
  const text = JSON.stringify(declarations.map((key) => manifest[key] ?? {}));
  return createHash("sha256").update(text).digest("hex");
}
