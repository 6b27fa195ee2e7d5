import type { Market } from '../../src/core/market.ts';
import type { PromptChecks } from '../../src/editor/language/promptChecks.ts';
import { wordsPorts } from '../../src/editor/promptFiles/shotStates.ts';
import type { PromptDocuments } from '../../src/editor/workspace/promptDocuments.ts';
import { createPromptFileStates } from '../../src/shots/promptFileStates.ts';

/** What is wrong with open prompt files, by the models and prices of a made-up market. */
export function checksOf(documents: PromptDocuments, market: Market): PromptChecks {
  const states = createPromptFileStates({
    ...wordsPorts(documents),
    market: () => Promise.resolve(market),
    made: () => Promise.resolve({ takes: [], unreadable: [], jobs: [], strays: [], upTo: 0 }),
  });
  return { of: ({ uri }) => states.checked(uri.toString()) };
}
