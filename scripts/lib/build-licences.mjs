import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "./project-folder.mjs";

const licenceFile = /^(?:licence|license|notice|copying)\b/i;
/** node_modules/NAME or node_modules/@SCOPE/NAME, wherever it lies; undefined for the project's own files. */
const packageFolder = (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
const rule = "-".repeat(80);

/** The licences of all packages of which a bundle holds a part, as one text. */
export function licencesOf(metafile) {
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(files.map(packageFolder).filter((folder) => folder !== undefined));
  const texts = new Map([...folders].map(licenceOf));
  return [...texts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([title, text]) => `${rule}\n${title}\n\n${text}\n`)
    .join("\n");
}

function licenceOf(folder) {
  const place = join(projectFolder, folder);
  const { name, version, author, ...said } = JSON.parse(readFileSync(join(place, "package.json"), "utf8"));
  // A list is what old packages have.
  const license = said.license ?? said.licenses?.map(({ type }) => type).join(" or ");
  if (license === undefined) throw new Error(`${name} says nothing of its licence.`);
  const texts = readdirSync(place)
    .filter((file) => licenceFile.test(file))
    .map((file) => readFileSync(join(place, file), "utf8").trim());
  const text = texts.length > 0 ? texts.join("\n\n") : `By ${author?.name ?? author ?? "its authors"}.`;
  return [`${name} ${version} (${license})`, text];
}
