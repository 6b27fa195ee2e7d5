import * as z from 'zod';
import type { LivePrice } from '../core/livePrice.ts';
import { microUsdFromUsd, type MicroUsd } from '../core/money.ts';
import { isAbort } from '../core/errors.ts';
import { parseApiOrigin } from '../core/apiOrigin.ts';
import { accountPaths } from './endpoints.ts';
import { isUsdBy, type PricedBy } from './priceUnit.ts';
import { parseJson } from './reply.ts';
import { createTransport, type TransportOptions } from './transport.ts';

const maxModels = 5_000;
/** What costs more a second or a request is no price. */
const maxMicroUsd = 1_000_000_000;

const amount = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d{1,9}(\.\d{1,12})?$/)
    .transform(Number),
]);
const price = amount.optional().catch(undefined);
const entrySchema = z.looseObject({
  id: z.string().regex(/^[\w.:/-]{1,100}$/),
  model_type: z.string().optional().catch(undefined),
  upcoming: z.boolean().optional().catch(undefined),
  endpoints: z.unknown().optional(),
  pricing: z
    .looseObject({ currency: z.string().max(100), per_second: price, per_request: price })
    .optional()
    .catch(undefined),
});
const listSchema = z.looseObject({ data: z.array(z.unknown()) });

/**
 * Reads the public list of models, without a key. What is no price is left out; `ratio` may or may not still have to be
 * multiplied, so the figures are lower bounds at best. Undefined where nothing usable came. Throws only the abort.
 */
export async function readPriceList(
  origin: string,
  signal: AbortSignal,
  options: TransportOptions = {},
): Promise<readonly LivePrice[] | undefined> {
  const parsed = parseApiOrigin(origin);
  if ('error' in parsed) return undefined;
  const transport = createTransport(options);
  try {
    const url = new URL(accountPaths.catalogue, parsed.origin);
    const reply = await transport.ask(url, { accept: 'application/json' }, signal);
    if (reply.end !== 'whole' || reply.httpStatus !== 200) return undefined;
    const list = listSchema.safeParse(parseJson(reply.text));
    return list.success ? pricesIn(list.data.data) : undefined;
  } catch (error) {
    if (isAbort(error)) throw error;
    return undefined;
  } finally {
    await transport.close();
  }
}

/** The video models of a list of any form that have a price, or an endpoint that is spoken here. */
export function pricesIn(entries: readonly unknown[]): readonly LivePrice[] {
  return entries.slice(0, maxModels).flatMap((entry) => {
    const parsed = entrySchema.safeParse(entry);
    if (!parsed.success) return [];
    const { id, model_type: type, pricing, endpoints, upcoming } = parsed.data;
    if (type !== undefined && type !== 'video') return [];
    const usd = (figure: number | undefined, by: PricedBy) =>
      pricing !== undefined && isUsdBy(pricing.currency, by) ? positive(figure) : undefined;
    const perSecond = usd(pricing?.per_second, 'second');
    const perRequest = usd(pricing?.per_request, 'request');
    const isUnified = upcoming !== true && namesVideos(endpoints);
    if (perSecond === undefined && perRequest === undefined && !isUnified) return [];
    return [
      {
        modelId: id,
        ...(isUnified ? { dialect: 'unified' as const } : {}),
        ...(perSecond === undefined ? {} : { microUsdPerSecond: perSecond }),
        ...(perRequest === undefined ? {} : { microUsdPerRequest: perRequest }),
      },
    ];
  });
}

/** The create path of the unified family, alone or behind an origin or a method; longer paths belong to other families. */
const videosPath = /(?:^|["'\s,]|https:\/\/[\w.-]{1,100})\/v1\/videos\/?(?=$|["'\s,])/;
const maxEndpointCharacters = 2_000;

/** The list says endpoints as a text, a list or an object. */
function namesVideos(endpoints: unknown): boolean {
  if (endpoints === undefined || endpoints === null) return false;
  const text = typeof endpoints === 'string' ? endpoints : (JSON.stringify(endpoints) as string | undefined);
  return text !== undefined && text.length <= maxEndpointCharacters && videosPath.test(text);
}

/** A missing price is unknown, and so is one of 0. */
function positive(usd: number | undefined): MicroUsd | undefined {
  const found = usd === undefined ? undefined : microUsdFromUsd(usd);
  return found === undefined || found === 0 || found > maxMicroUsd ? undefined : found;
}
