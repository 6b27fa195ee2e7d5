/** What files hold, by sha256 in lower-case hex. */
export interface Digests {
  /**
   * Of what is uploaded of an image; `notFetched` for a pointer of Git LFS, undefined for a public link and for what is no
   * image.
   */
  image(uri: string): Promise<string | undefined>;
  /** Undefined where there is no file. */
  file(uri: string): Promise<string | undefined>;
  text(content: string): string;
}
