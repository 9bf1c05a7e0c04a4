import { chmod, mkdir, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";

/**
 * Writes a Node script that the shell and execa find as a program of that name.
 * @returns a PATH with the program first, and node, which runs it
 */
export async function installProgram(folder: string, name: string, source: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await writeFile(path, `#!/usr/bin/env node\n${source}\n`);
  await chmod(path, 0o755);
  return [folder, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter);
}

/** Passes its arguments on to the fake engine that DOCKER_HOST names, and does what that answers. */
export const fakeDockerSource = `
const { request } = require("node:http");
const socketPath = process.env.DOCKER_HOST.replace("unix://", "");
const ask = request({ socketPath, path: "/_docker", method: "POST" }, (response) => {
  let body = "";
  response.on("data", (chunk) => { body += chunk; });
  response.on("end", () => {
    const { exitCode, stdout, stderr } = JSON.parse(body);
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = exitCode;
  });
});
ask.on("error", () => {
  console.error("Cannot connect to the Docker daemon at " + process.env.DOCKER_HOST + ". Is the docker daemon running?");
  process.exitCode = 1;
});
ask.end(JSON.stringify(process.argv.slice(2)));
`;
