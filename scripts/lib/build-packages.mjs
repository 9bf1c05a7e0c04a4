/** node_modules/NAME or node_modules/@SCOPE/NAME, wherever it lies; undefined for the project's own files. */
const packageFolder = (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];

const packageName = (folder) => folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);

/** The folders of all packages of which the bundle holds a part. */
export function packageFolders({ outputs }) {
  return [...new Set(Object.values(outputs).flatMap(foldersIn))];
}

/** Names of the packages in each chunk, by the chunk's file name; bench/guard/ compares what a command loads. */
export function packagesOfChunks({ outputs }) {
  return Object.fromEntries(
    Object.entries(outputs).map(([path, output]) => [
      path.slice(path.lastIndexOf("/") + 1),
      [...new Set(foldersIn(output).map(packageName))].sort(),
    ]),
  );
}

function foldersIn({ inputs }) {
  return Object.keys(inputs)
    .map(packageFolder)
    .filter((folder) => folder !== undefined);
}
