/**
 * Where links are kept that cannot be asked for again; they are secrets, so a secret store. Ids are those of the requests
 * that brought them.
 */
export interface LinkKeeper {
  /** On disk when it resolves. */
  keep(id: string, link: string): Promise<void>;
  read(id: string): Promise<string | undefined>;
}
