import { imageExtensions } from '../../core/imageExtensions.ts';
import { isRecord, walk } from '../walk.ts';

const maxLinkLength = 8_192;

/** The documented places in their order, each tried in every layer of the answer. */
const places: readonly (readonly (string | number)[])[] = [
  ['video_url'],
  ['video', 'url'],
  ['task_result', 'videos', 0, 'url'],
  ['output', 0],
  ['output'],
  ['videoUrl'],
  ['url'],
  ['fail_reason'],
];

/** What was sent, what illustrates, and where the provider would call back: links in there are not the clip. */
const closed =
  /^(?:input|request|prompt|image|img|reference|cover|thumb|poster|preview_image|first_frame|last_frame|error|callback|webhook|avatar|docs?$|help)/i;
const videoPath = /\.(?:mp4|m4v|mov|webm|mkv|avi|flv|ogv|m?ts|m2ts?|mpe?g|wmv)$/i;
const otherPath = new RegExp(
  String.raw`\.(?:${imageExtensions.join('|')}|gif|svg|html?|json|mp3|wav|srt|vtt)$`,
  'i',
);
const videoName = /video|url|output|result|download|file/i;

/**
 * The link to the clip in the answer of a finished task: from the documented places, else from a bounded look at the
 * rest, where a link that ends like a video wins over one that is merely named like one.
 */
export function findLink(layers: readonly unknown[]): string | undefined {
  for (const place of places) {
    for (const layer of layers) {
      const link = asLink(at(layer, place));
      // Where the name says nothing of a video, the link must not say that it is something else.
      if (link !== undefined && (/video/i.test(place.join('.')) || isVideoLink(link))) return link;
    }
  }
  let named: string | undefined;
  for (const { name, value } of walk(layers[0], (key) => closed.test(key))) {
    const link = asLink(value);
    if (link === undefined) continue;
    const path = new URL(link).pathname;
    if (videoPath.test(path)) return link;
    if (videoName.test(name) && !otherPath.test(path)) named ??= link;
  }
  return named;
}

function at(layer: unknown, place: readonly (string | number)[]): unknown {
  let value = layer;
  for (const step of place) {
    if (typeof step === 'number') value = Array.isArray(value) ? (value as unknown[])[step] : undefined;
    else value = isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

function asLink(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > maxLinkLength) return undefined;
  const link = value.trim();
  return /^https?:\/\//i.test(link) && URL.canParse(link) ? link : undefined;
}

const inlineVideo = /^data:(?:video\/|application\/(?:octet-stream|mp4)\b)[^,]{0,200};base64,/i;

/** The clip itself as a `data:` URI, where the answer holds it. */
export function findInline(answer: unknown): string | undefined {
  for (const { value } of walk(answer, (key) => closed.test(key))) {
    if (typeof value === 'string' && inlineVideo.test(value.slice(0, 300))) return value;
  }
  return undefined;
}

/** Whether a link may lead to a video: to a picture, a page or words it does not. */
export function isVideoLink(link: string): boolean {
  const url = URL.parse(link);
  return url !== null && (url.protocol === 'data:' || !otherPath.test(url.pathname));
}
