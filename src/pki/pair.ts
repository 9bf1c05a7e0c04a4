import { createPrivateKey, X509Certificate } from "node:crypto";
import type { Identity } from "../interfaces/certificates.ts";

/** Certificate and key in one text, so that no reader ever finds two that do not fit. */
export const pairText = ({ certificate, key }: Identity): string => `${certificate}${key}`;

/** Undefined where the text holds no pair that fits: it was damaged, or somebody else wrote it. */
export function readPair(text: string | undefined): Identity | undefined {
  if (text === undefined) return undefined;
  try {
    const certificate = new X509Certificate(text);
    const key = createPrivateKey(text);
    if (!certificate.checkPrivateKey(key)) return undefined;
    return { certificate: certificate.toString(), key: key.export({ type: "pkcs8", format: "pem" }).toString() };
  } catch {
    return undefined;
  }
}
