import type { DialectId } from '../../core/catalogue/model.ts';
import type { Dialect } from './dialect.ts';
import { unified } from './unified.ts';

/** Every dialect the catalogue can name. */
export const dialects: Readonly<Record<DialectId, Dialect>> = { unified };
