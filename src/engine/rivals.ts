/** What was known of a shot's jobs when its rendering was decided. */
export interface SeenJobs {
  /** `Store.newest` from before the look: no job that came later was seen. */
  readonly upTo: number;
  /** Jobs beside which a person, asked in a modal, agreed to a second one. */
  readonly agreedSecond: readonly string[];
}

/** A job that was not admitted, and the ids of those that stand in its way. */
export interface Rivals {
  readonly jobId: string;
  readonly others: readonly string[];
}

export interface AdmitOptions {
  /** By job id; what a job of a shot has none for, nobody has looked at. */
  readonly seen?: ReadonlyMap<string, SeenJobs>;
}
