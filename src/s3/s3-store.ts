import { PassThrough, pipeline, type Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
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
const settleMs = 1_000;
/** Without them a connection that is lost would hold a backup, and with it the cluster's lock, for ever. */
const patience = { connectionTimeout: 10_000, requestTimeout: 120_000 };

/** Objects of S3-compatible storage, by paths like `s3://BUCKET/KEY`. An upload comes under its name when it is whole. */
export function s3FileStore(environment: Readonly<Record<string, string | undefined>>): FileStore {
  // Only storage of Amazon has a host name for each bucket, and needs a region.
  const isElsewhere = (environment.AWS_ENDPOINT_URL_S3 || environment.AWS_ENDPOINT_URL || "") !== "";
  const region = environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? "us-east-1";
  // Checksums that not every storage knows are left out there, unless it asks for them.
  const elsewhere = { forcePathStyle: true, region, requestChecksumCalculation: "WHEN_REQUIRED" } as const;
  const client = new S3Client({ requestHandler: patience, ...(isElsewhere ? elsewhere : {}) });
  return {
    async create(path) {
      const { bucket, key } = readS3(path);
      try {
        await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      } catch (error) {
        // Who may only write is not told what is there; the upload itself replaces none.
        if (isMissing(error) || isDenied(error)) return newObject(client, path);
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
        return { bytes, stream: told(body as Readable, path) };
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
        else {
          // What is not there can be deleted, too, and a misspelt name would be told as done.
          await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
          await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
        }
      } catch (error) {
        throw unwritable(path, error);
      }
    },

    isFolder: (path) => Promise.resolve(path.endsWith("/") || readS3(path).key === ""),
  };
}

/** A connection that is lost in the middle is no damage of what is kept. */
function told(body: Readable, path: string): Readable {
  const stream = new PassThrough();
  body.once("error", (error) => {
    stream.destroy(unreadable(path, error));
  });
  pipeline(body, stream, () => undefined);
  return stream;
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
  let failure: Error | undefined;
  const done = upload.done().catch((error: unknown) => {
    failure = isThereAlready(error) ? alreadyThere(path, error) : unwritable(path, error);
    stream.destroy(failure);
    throw failure;
  });
  // Whoever writes, commits or discards is told.
  done.catch(() => undefined);
  return {
    stream,
    async commit() {
      stream.end();
      await done;
    },
    async discard() {
      // The client ends the stream before it tells why.
      if (stream.destroyed) await Promise.race([done.catch(() => undefined), sleep(settleMs)]);
      const why = failure;
      stream.destroy();
      await upload.abort().catch(() => undefined);
      await done.catch(() => undefined);
      return why;
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
      new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, Delimiter: "/" }),
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
