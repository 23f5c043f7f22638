import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { HeadObjectCommand, S3Client, S3ClientConfig } from "@aws-sdk/client-s3";
import { UnspinError } from "../errors.js";
import { optional } from "./packages.js";
import { MissingObject, type Storage, StorageFailure } from "./storage.js";

/** Tries of a request, by the client. */
const ATTEMPTS = 4;

/**
 * A bucket of Amazon's or of a server that speaks the same protocol: s3://bucket/prefix, with ?endpoint=URL for another
 * server and ?region=NAME. Who may enter is found where Amazon's tools look: in the environment or its configuration.
 */
export async function openS3Storage(address: string): Promise<Storage> {
  const { bucket, prefix, config } = parse(address);
  const sdk = await optional("@aws-sdk/client-s3", () => import("@aws-sdk/client-s3"));
  const client = new sdk.S3Client(config);
  const key = (name: string) => `${prefix}${name}`;
  const ask = <T>(name: string, question: Promise<T>) => question.catch((error) => fail(error, address, name));
  return {
    address,
    async put(name, content) {
      const isFile = "path" in content;
      const Body = isFile ? createReadStream(content.path) : content;
      const ContentLength = isFile ? (await stat(content.path)).size : content.length;
      await ask(name, client.send(new sdk.PutObjectCommand({ Bucket: bucket, Key: key(name), Body, ContentLength })));
    },
    async get(name, range) {
      if (range !== undefined && range.end <= range.start) return nothing();
      const Range = range && { Range: `bytes=${range.start}-${range.end - 1}` };
      const question = new sdk.GetObjectCommand({ Bucket: bucket, Key: key(name), ...Range });
      const { Body } = await ask(name, client.send(question));
      return checked(Body as AsyncIterable<Uint8Array>, address, name);
    },
    has: (name) => isThere(client, new sdk.HeadObjectCommand({ Bucket: bucket, Key: key(name) }), address, name),
    async remove(name) {
      await ask(name, client.send(new sdk.DeleteObjectCommand({ Bucket: bucket, Key: key(name) })));
    },
    close: () => client.destroy(),
  };
}

async function isThere(client: S3Client, question: HeadObjectCommand, address: string, name: string): Promise<boolean> {
  try {
    await client.send(question);
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    return fail(error, address, name);
  }
}

function parse(address: string): { bucket: string; prefix: string; config: S3ClientConfig } {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.hostname === "") {
    throw new UnspinError(`${address}: no storage. Write it as s3://bucket/prefix.`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new UnspinError("s3://: keys do not belong in the address. Put them in AWS_ACCESS_KEY_ID and so on.");
  }
  const endpoint = url.searchParams.get("endpoint");
  const region = url.searchParams.get("region");
  const prefix = url.pathname.slice(1).replace(/\/?$/, "/");
  return {
    bucket: url.hostname,
    prefix: prefix === "/" ? "" : prefix,
    config: {
      maxAttempts: ATTEMPTS,
      ...(endpoint !== null && { endpoint, forcePathStyle: true }),
      ...((region !== null || endpoint !== null) && { region: region ?? "us-east-1" }),
      // Servers other than Amazon's do not know the newer checksums.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
    },
  };
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

function fail(error: unknown, address: string, name: string): never {
  if (statusOf(error) === 404 && (error as Error).name !== "NoSuchBucket") {
    throw new MissingObject(`${address}: no object ${name}`);
  }
  throw new StorageFailure(address, named(error), "Check the address, the keys and that it can be reached.");
}

/** The answer may break off after it has begun. */
async function* checked(body: AsyncIterable<Uint8Array>, address: string, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    fail(error, address, name);
  }
}

/** The client's errors often say what they are by their names alone. */
function named(error: unknown): unknown {
  return error instanceof Error ? `${error.name}: ${error.message || "no answer"}` : error;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
