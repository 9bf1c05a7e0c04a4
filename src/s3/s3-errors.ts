import { causeMessage, TemporalStartError } from "../errors.ts";

const hint =
  "Keys, region and endpoint are read as the AWS CLI reads them: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL_S3.";

/** What storage answers where something is not there; of a question without an answer body the status alone. */
export function isMissing(error: unknown): boolean {
  return ["NoSuchKey", "NotFound"].includes(nameOf(error)) || statusOf(error) === 404;
}

/** Somebody else has written an object of that name meanwhile. */
export function isThereAlready(error: unknown): boolean {
  return ["PreconditionFailed", "ConditionalRequestConflict"].includes(nameOf(error));
}

/** This user may not ask for it. */
export function isDenied(error: unknown): boolean {
  return nameOf(error) === "AccessDenied" || statusOf(error) === 403;
}

export function unreadable(path: string, error: unknown): TemporalStartError {
  return failure("FILE_UNREADABLE", `${path} cannot be read: ${wordsOf(error)}.`, error);
}

export function unwritable(path: string, error: unknown): TemporalStartError {
  return failure("FILE_UNWRITABLE", `${path} cannot be written: ${wordsOf(error)}.`, error);
}

export function alreadyThere(path: string, cause?: unknown): TemporalStartError {
  return new TemporalStartError({
    code: "FILE_EXISTS",
    category: "preflight",
    message: `${path} is there already; nothing was written.`,
    hint: "Name another object, or a folder for it: a path that ends with a slash.",
    cause,
  });
}

function failure(code: string, message: string, cause: unknown): TemporalStartError {
  return new TemporalStartError({ code, category: "preflight", message, hint, cause });
}

/** The client's message is often the name alone, or nothing. */
function wordsOf(error: unknown): string {
  const [name, message] = [nameOf(error), causeMessage(error).replace(/\.$/, "")];
  return name === "" || name === "Error" || message.includes(name) ? message : `${message} (${name})`;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

function statusOf(error: unknown): number | undefined {
  const { $metadata: answer } = (error ?? {}) as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return answer?.httpStatusCode;
}
