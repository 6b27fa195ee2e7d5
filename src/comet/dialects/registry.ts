import type { DialectId } from '../../core/catalogue/model.ts';
import { chat } from './chat.ts';
import type { Dialect } from './dialect.ts';
import { grok } from './grok.ts';
import { kling } from './kling.ts';
import { midjourney } from './midjourney.ts';
import { runway } from './runway.ts';
import { unified } from './unified.ts';

/** Every dialect the catalogue can name. */
export const dialects: Readonly<Record<DialectId, Dialect>> = {
  unified,
  grok,
  kling,
  runway,
  midjourney,
  chat,
};
