import * as z from "zod/mini";

/** The program with its compose files, as npm installs it. */
export const programPart = "program.tgz";
/** The images, as `docker image save` writes them, packed. */
export const imagesPart = "images.tar.gz";

export const bundleManifestSchema = z.object({
  kind: z.literal("bundle"),
  /** Raised where an older program could not load it. */
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  /** Of temporal-start. */
  program: z.string(),
  /** Of the images: `amd64`, `arm64`. */
  architecture: z.string(),
  images: z.array(z.object({ reference: z.string(), bytes: z.int().check(z.nonnegative()) })),
});

export type BundleManifest = z.infer<typeof bundleManifestSchema>;

export const bundleChecksumsSchema = z.object({
  parts: z.array(
    z.object({
      name: z.string(),
      bytes: z.int().check(z.nonnegative()),
      sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    }),
  ),
});

export type BundleChecksums = z.infer<typeof bundleChecksumsSchema>;
