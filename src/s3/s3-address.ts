const scheme = "s3://";

export interface S3Address {
  readonly bucket: string;
  /** Of an object, or what the objects of a folder begin with; without a slash at its beginning. */
  readonly key: string;
}

/** Whether a path is one in S3-compatible storage: `s3://BUCKET/KEY`. */
export function isS3(path: string): boolean {
  return path.startsWith(scheme);
}

export function readS3(path: string): S3Address {
  const [bucket = "", ...key] = path.slice(scheme.length).split("/");
  return { bucket, key: key.join("/") };
}

export function s3Path(bucket: string, key: string): string {
  return `${scheme}${bucket}/${key}`;
}
