import type { CertificateFiles } from "../../src/interfaces/certificates.ts";

export interface CertificatesInMemory {
  readonly files: CertificateFiles;
  readonly texts: Map<string, string>;
  readonly readers: Map<string, string>;
}

export function certificatesInMemory(): CertificatesInMemory {
  const texts = new Map<string, string>();
  const readers = new Map<string, string>();
  const files: CertificateFiles = {
    folder: "/state/certificates",
    names(path) {
      const below = [...texts.keys()].filter((one) => one.startsWith(`${path}/`));
      return [...new Set(below.map((one) => one.slice(path.length + 1).split("/")[0] ?? ""))].toSorted();
    },
    read: (path) => texts.get(path),
    write(path, text, reader) {
      texts.set(path, text);
      readers.set(path, reader);
    },
    remove(path) {
      for (const one of texts.keys()) if (one === path || one.startsWith(`${path}/`)) texts.delete(one);
    },
  };
  return { files, texts, readers };
}
