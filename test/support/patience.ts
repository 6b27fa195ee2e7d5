/**
 * How long tests wait for what has to come, and then stays. It is no figure of anything: a machine that is ten times as busy
 * as usual gets there too, and whatever does not come at all is a failure.
 */
export const patienceMs = 240_000;
