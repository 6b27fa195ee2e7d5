/**
 * What the simulator does on demand: `[sim:name]` or `[sim:name=value]` in a prompt. Those of a create act at once;
 * the others are carried inside the task id, so that they outlive the simulator that made it.
 */
export const markers = {
  // At the create request.
  refuse: 'answers this status with its documented error body; no task is made (`refuse=400`)',
  429: 'answers 429 to the first n creates of this prompt (1, or `429=2`)',
  html: 'answers 200 with a page instead of JSON; a task is made',
  redirect: 'answers 302; a task is made',
  reset: 'makes the task, then breaks the connection before answering',
  hang: 'makes the task and never answers',
  half: 'makes the task and sends half of the answer',
  noid: 'answers 200 without a task id; a task is made',
  // At the status.
  fail: 'the render fails, with the value as reason (`fail=content policy`)',
  slow: 'the render takes this many seconds (`slow=60`)',
  stuck: 'the render never gets beyond half, or beyond the value (`stuck=100`)',
  ends: 'says this status word when the render is done (`ends=finished`, `ends=Fail`)',
  wrapped: 'answers in the older, wrapped form',
  upper: 'writes the status words in capitals',
  word: 'says this status word until the render is done (`word=polishing`)',
  badjson: 'the first n status answers are no JSON (2, or `badjson=5`)',
  500: 'the first n status answers are faults of the server (2, or `500=5`)',
  notask: 'does not know the task for its first seconds (3, or `notask=30`)',
  filtered: 'is done, and its output was filtered (Grok)',
  nolink: 'is done without a link; the bytes come from the content endpoint only',
  faillink: 'puts the link into fail_reason, in the wrapped form',
  // At the bytes.
  deadlink: 'the first link answers 410; the next status brings a good one',
  linkredirect: 'the link redirects once before the bytes come',
  cut: 'the first n downloads break half way (1, or `cut=3`)',
  truncated: 'the first n downloads end early under a matching length (1, or `truncated=2`)',
} as const;

export type MarkerName = keyof typeof markers;

export interface Marker {
  readonly name: MarkerName;
  readonly value: string;
}

/** Markers that a task remembers; the others are over when the create is answered. */
const lasting: ReadonlySet<MarkerName> = new Set<MarkerName>([
  'fail',
  'slow',
  'stuck',
  'ends',
  'wrapped',
  'upper',
  'word',
  'badjson',
  500,
  'notask',
  'filtered',
  'nolink',
  'faillink',
  'deadlink',
  'linkredirect',
  'cut',
  'truncated',
]);

/** The script in a prompt; unknown names are words like any other. */
export function readMarkers(prompt: string): readonly Marker[] {
  return [...prompt.matchAll(/\[sim:([a-z0-9]+)(?:=([^\]]{1,60}))?\]/g)].flatMap(
    ([, name = '', value = '']) => (isMarkerName(name) ? [{ name, value }] : []),
  );
}

export function isLasting({ name }: Marker): boolean {
  return lasting.has(name) || lasting.has(Number(name) as MarkerName);
}

export function findMarker(script: readonly Marker[], name: MarkerName): Marker | undefined {
  return script.find((marker) => String(marker.name) === String(name));
}

function isMarkerName(name: string): name is Extract<MarkerName, string> {
  return Object.hasOwn(markers, name);
}
