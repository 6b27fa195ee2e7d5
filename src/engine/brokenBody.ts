/** The body of a download ended before its end. */
export class BrokenBody extends Error {
  constructor(cause: unknown) {
    super('The download was interrupted.', { cause });
    this.name = 'BrokenBody';
  }
}

/** A body of more bytes than were announced, or than any clip has. Nothing of it is kept. */
export class EndlessBody extends BrokenBody {
  constructor(bytes: number) {
    super(new Error(`More than ${bytes} bytes came.`));
    this.name = 'EndlessBody';
  }
}
