import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/** The folder of all layers of the engine that the tests use, or null where it keeps them otherwise, or elsewhere. */
export function layersFolder(): string | null {
  const words = ["info", "--format", "{{.DockerRootDir}}/{{.Driver}}"];
  const folder = spawnSync("docker", words, { encoding: "utf8" }).stdout.trim();
  return folder.endsWith("/overlay2") && existsSync(folder) ? folder : null;
}

/**
 * Gives an engine that has not run yet all images of another one. Layers are only read, so links to them will do:
 * to save and load the 900 MB took half a minute.
 */
export function lendImages(layers: string, data: string): void {
  const images = join(data, "image", "overlay2");
  cpSync(join(layers, "..", "image", "overlay2"), images, { recursive: true });
  // Those are of containers.
  rmSync(join(images, "layerdb", "mounts"), { recursive: true, force: true });
  const shortNames = join(data, "overlay2", "l");
  mkdirSync(shortNames, { recursive: true });
  const chains = join(images, "layerdb", "sha256");
  for (const chain of readdirSync(chains)) {
    const id = readFileSync(join(chains, chain, "cache-id"), "utf8");
    const [from, to] = [join(layers, id), join(data, "overlay2", id)];
    mkdirSync(to);
    for (const name of ["link", "lower", "committed"].filter((file) => existsSync(join(from, file))))
      copyFileSync(join(from, name), join(to, name));
    symlinkSync(join(from, "diff"), join(to, "diff"));
    symlinkSync(join("..", id, "diff"), join(shortNames, readFileSync(join(from, "link"), "utf8")));
  }
}
