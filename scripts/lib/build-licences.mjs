import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolders } from "./build-packages.mjs";
import { projectFolder } from "./project-folder.mjs";

const licenceFile = /^(?:licence|license|notice|copying)\b/i;
const rule = "-".repeat(80);

/** The licences of all packages of which a bundle holds a part, as one text. */
export function licencesOf(metafile) {
  const texts = new Map(packageFolders(metafile).map(licenceOf));
  return [...texts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([title, text]) => `${rule}\n${title}\n\n${text}\n`)
    .join("\n");
}

function licenceOf(folder) {
  const place = join(projectFolder, folder);
  const { name, version, license, author } = JSON.parse(readFileSync(join(place, "package.json"), "utf8"));
  if (license === undefined) throw new Error(`${name} says nothing of its licence.`);
  const texts = readdirSync(place)
    .filter((file) => licenceFile.test(file))
    .map((file) => readFileSync(join(place, file), "utf8").trim());
  const text = texts.length > 0 ? texts.join("\n\n") : `By ${author?.name ?? author ?? "its authors"}.`;
  return [`${name} ${version} (${license})`, text];
}
