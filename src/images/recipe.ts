/** A program compiled from a Go module that go.sum locks. Lands in `artifacts/bin/<output>`. */
export interface GoProgram {
  readonly kind: "go-program";
  /** Folder of go.mod and go.sum, below compose/images. */
  readonly module: string;
  /** Import path of the main package. */
  readonly command: string;
  readonly output: string;
  /** Variables that the linker sets, by their full name. */
  readonly linkVariables?: Readonly<Record<string, string>>;
}

/** Files that a Go module carries beside its code. They land in `artifacts/files/<to>`. */
export interface GoModuleFiles {
  readonly kind: "go-files";
  readonly module: string;
  /** The required module that carries the files. */
  readonly path: string;
  readonly files: readonly { readonly from: string; readonly to: string }[];
}

/** Debian packages with what they depend on, seen from the parent image. They land in `artifacts/debs`. */
export interface DebianPackages {
  readonly kind: "debian";
  /** That of the parent image. */
  readonly suite: string;
  readonly packages: readonly string[];
}

/** Jars of a pom.xml with what they depend on, each locked by SHA-512. They land in `artifacts/jars`. */
export interface MavenJars {
  readonly kind: "maven";
  readonly pom: string;
  readonly checksums: string;
}

export type Artifact = GoProgram | GoModuleFiles | DebianPackages | MavenJars;

/** A root file system made from Debian packages alone. */
export interface Bootstrap {
  readonly suite: string;
  readonly packages: readonly string[];
  readonly dpkgOptions: readonly string[];
}

/** How one image is made: data only, so that plans and hashes are pure functions of it. */
export interface ImageRecipe<Name extends string = string> {
  readonly name: Name;
  /** Tag on the local engine, `temporal-start/<name>:<version>`. */
  readonly localTag: string;
  /** The image it stands in for; absent for a layer that only others build on. */
  readonly upstream?: string;
  readonly title: string;
  /** Version of the software inside. */
  readonly version: string;
  /** SPDX expression of the software the image is named after. */
  readonly licences: string;
  /** Folder of the Dockerfile and its files, below compose/images; a bootstrapped image needs none. */
  readonly folder: string;
  readonly parent?: string;
  readonly bootstrap?: Bootstrap;
  readonly artifacts: readonly Artifact[];
}

export interface BuildEvent {
  readonly image: string;
  readonly step: string;
  readonly state: "skipped" | "started" | "done" | "failed";
  /** How long the step took; with `done` and `failed` only. */
  readonly seconds?: number;
}

export interface BuildOptions {
  readonly onProgress?: (event: BuildEvent) => void;
  readonly signal?: AbortSignal;
  /** Builds again although nothing changed, with the packages of today. */
  readonly force?: boolean;
}

export interface BuiltImage {
  readonly name: string;
  readonly localTag: string;
  readonly outcome: "built" | "skipped";
}

export interface BuildResult {
  readonly images: readonly BuiltImage[];
  /** Bytes of all local images together, shared layers counted once. */
  readonly totalBytes: number;
  readonly logFile: string;
}

export interface ImageBuilder {
  /**
   * Builds the named images and what they stand on; those whose recipe did not change are skipped.
   * @throws TemporalStartError UNKNOWN_IMAGE, BUILD_TOOLS_MISSING, IMAGE_BUILD_FAILED, ENGINE_UNREACHABLE
   */
  build(names: readonly string[], options?: BuildOptions): Promise<BuildResult>;
}
