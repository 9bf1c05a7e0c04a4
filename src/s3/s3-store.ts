import { PassThrough, type Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { type FileStore, type NewFile, partialEnding, type StoredFile } from "../interfaces/file-store.ts";
import { readS3, s3Path } from "./s3-address.ts";
import { alreadyThere, isDenied, isMissing, isThereAlready, unreadable, unwritable } from "./s3-errors.ts";

/** An object has 10,000 parts at most; of these, 160 GB. Two are on their way at a time. */
const partBytes = 16 * 1024 * 1024;
const partsAtOnce = 2;

/** Objects of S3-compatible storage, by paths like `s3://BUCKET/KEY`. An upload comes under its name when it is whole. */
export function s3FileStore(environment: Readonly<Record<string, string | undefined>>): FileStore {
  // Only storage of Amazon has a host name for each bucket, and needs a region.
  const isElsewhere = (environment.AWS_ENDPOINT_URL_S3 ?? environment.AWS_ENDPOINT_URL) !== undefined;
  const client = new S3Client(
    isElsewhere ? { forcePathStyle: true, region: environment.AWS_REGION ?? "us-east-1" } : {},
  );
  return {
    async create(path) {
      const { bucket, key } = readS3(path);
      try {
        await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      } catch (error) {
        if (isMissing(error)) return newObject(client, path);
        throw unwritable(path, error);
      }
      throw alreadyThere(path);
    },

    async open(path) {
      const { bucket, key } = readS3(path);
      try {
        const { Body: body, ContentLength: bytes = 0 } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key }),
        );
        return { bytes, stream: body as Readable };
      } catch (error) {
        throw unreadable(path, error);
      }
    },

    async list(folder) {
      const { bucket, key } = readS3(folder);
      const prefix = key === "" || key.endsWith("/") ? key : `${key}/`;
      try {
        return [...(await objectsOf(client, bucket, prefix)), ...(await halfObjectsOf(client, bucket, prefix))];
      } catch (error) {
        throw unreadable(folder, error);
      }
    },

    async remove(path) {
      const { bucket, key } = readS3(path);
      try {
        if (path.endsWith(partialEnding)) await abort(client, bucket, key.slice(0, -partialEnding.length));
        else await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
      } catch (error) {
        throw unwritable(path, error);
      }
    },

    isFolder: (path) => Promise.resolve(path.endsWith("/") || readS3(path).key === ""),
  };
}

function newObject(client: S3Client, path: string): NewFile {
  const { bucket, key } = readS3(path);
  const stream = new PassThrough();
  const upload = new Upload({
    client,
    params: { Bucket: bucket, Key: key, Body: stream, IfNoneMatch: "*" },
    partSize: partBytes,
    queueSize: partsAtOnce,
  });
  const done = upload.done();
  // Whoever writes or commits is told.
  done.catch((error: unknown) => stream.destroy(error as Error));
  return {
    stream,
    async commit() {
      try {
        stream.end();
        await done;
      } catch (error) {
        throw isThereAlready(error) ? alreadyThere(path, error) : unwritable(path, error);
      }
    },
    async discard() {
      stream.destroy();
      await upload.abort().catch(() => undefined);
      await done.catch(() => undefined);
    },
  };
}

async function objectsOf(client: S3Client, bucket: string, prefix: string): Promise<readonly StoredFile[]> {
  const found: StoredFile[] = [];
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix, Delimiter: "/" }))
    for (const { Key: key, Size: bytes = 0, LastModified: modified } of page.Contents ?? [])
      if (key !== undefined) found.push({ path: s3Path(bucket, key), bytes, modifiedMs: modified?.getTime() ?? 0 });
  return found;
}

/** Uploads that did not come to their end; they cost room, and no list of objects has them. */
async function halfObjectsOf(client: S3Client, bucket: string, prefix: string): Promise<readonly StoredFile[]> {
  try {
    const { Uploads: uploads = [] } = await client.send(
      new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix }),
    );
    return uploads.flatMap(({ Key: key, Initiated: begun }) =>
      key === undefined
        ? []
        : [{ path: `${s3Path(bucket, key)}${partialEnding}`, bytes: 0, modifiedMs: begun?.getTime() ?? 0 }],
    );
  } catch (error) {
    // Seeing objects needs less of a right.
    if (isDenied(error)) return [];
    throw error;
  }
}

async function abort(client: S3Client, bucket: string, key: string): Promise<void> {
  const { Uploads: uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: key }));
  for (const { Key: found, UploadId: id } of uploads)
    if (found === key && id !== undefined)
      await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: id }));
}
