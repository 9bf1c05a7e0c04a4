/** A certificate and its private key, both in PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** What a client shows to the server, and whom it believes. */
export interface ClientIdentity extends Identity {
  /** Of the authority that has signed the server's, in PEM. */
  readonly authority: string;
  /** That stands in the server's certificate, whatever address leads to it. */
  readonly serverName: string;
  /** By which it may do what it asks; absent where nobody needs one. */
  readonly token?: string;
}

/** Where certificates are kept; paths are relative to one folder. */
export interface CertificateFiles {
  /** Absolute path of that folder. */
  readonly folder: string;
  /** Names of what is directly in one below it, in their order; none where it is not there. */
  names(path: string): readonly string[];
  /** Undefined where there is none. */
  read(path: string): string | undefined;
  /**
   * A reader finds the old text or the new one, never a part.
   * @param reader `container` for what one mounts, whose user is none of this machine; nobody else gets through the folder above
   * @throws Error of the file system
   */
  write(path: string, text: string, reader: "owner" | "container"): void;
  /** A file, or a folder with what is in it; nothing where it is not there. @throws Error of the file system */
  remove(path: string): void;
}
