import type { NetworkLimits } from './limits.ts';

/** Keeps the bytes of an answer as they come, up to its limit. */
export interface Taking {
  /** False where there is no room for more; what came before is kept. */
  take(chunk: Uint8Array): boolean;
  text(): string;
}

export function takeAll(maxBytes: number): Taking {
  const kept: Uint8Array[] = [];
  let room = maxBytes;
  return {
    take(chunk) {
      kept.push(chunk.subarray(0, Math.max(0, room)));
      room -= chunk.byteLength;
      return room >= 0;
    },
    text: () => textOf(kept),
  };
}

const quote = 0x22;
const backslash = 0x5c;
/** A text of up to this size counts as part of the answer itself. */
const shortBytes = 64 * 1024;

/**
 * Keeps JSON whose texts may be large: a video inside the answer must not keep its words from being read. Texts beyond
 * `longTextBytes`, all long ones together, are emptied; what is no long text has the room of any other answer.
 */
export function takeLongTexts(limits: NetworkLimits): Taking {
  const kept: Uint8Array[] = [];
  let room = limits.answerBytes;
  let longRoom = limits.longTextBytes;
  let allRoom = limits.longAnswerBytes;
  let isInText = false;
  let isEscaped = false;
  /** Of a text that began in an earlier chunk: its parts, or undefined where it is dropped, and its size. */
  let parts: Uint8Array[] | undefined = [];
  let size = 0;

  function keep(bytes: Uint8Array): void {
    kept.push(bytes.subarray(0, Math.max(0, room)));
    room -= bytes.byteLength;
  }

  function keepPart(part: Uint8Array): void {
    size += part.byteLength;
    parts?.push(part);
    if (size > shortBytes && size > longRoom) parts = undefined;
  }

  function endText(): void {
    const isLong = size > shortBytes;
    if (isLong && parts !== undefined) longRoom -= size;
    if (!isLong) room -= size;
    kept.push(...(parts ?? []));
    parts = [];
    size = 0;
  }

  return {
    take(chunk) {
      allRoom -= chunk.byteLength;
      if (allRoom < 0) return false;
      /** The first byte that is not kept yet. */
      let from = 0;
      /** Where the text under way begins in this chunk, unless it began in an earlier one. */
      let textAt = 0;
      let isOlder = isInText;
      for (let at = 0; at < chunk.byteLength; at++) {
        const byte = chunk[at];
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = isInText;
        else if (byte === quote) {
          if (isOlder) {
            keepPart(chunk.subarray(0, at));
            endText();
            from = at;
            isOlder = false;
          }
          isInText = !isInText;
          textAt = at + 1;
        }
      }
      if (isOlder) keepPart(chunk);
      else {
        keep(chunk.subarray(from, isInText ? textAt : chunk.byteLength));
        if (isInText) keepPart(chunk.subarray(textAt));
      }
      return room >= 0;
    },
    text() {
      // A text that broke off.
      if (isInText) endText();
      return textOf(kept);
    },
  };
}

function textOf(kept: readonly Uint8Array[]): string {
  return new TextDecoder().decode(Buffer.concat(kept));
}
