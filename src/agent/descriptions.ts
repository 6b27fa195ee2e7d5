import type { ToolName } from './toolNames.ts';

/** What agents are told of each tool: what it does, and when not to call it. English, because models read it. */
export const toolDescriptions: Readonly<Record<ToolName, string>> = {
  models:
    'Lists video models that meet needs, cheapest first, with their price for such a clip. Free. Not needed when the user has named a model.',
  estimate:
    'Prices a clip before rendering: a prompt with options, or clips of a prompt file (*.video.md). Also says what is wrong with the request, and whether the user will be asked. Free, sends nothing.',
  check:
    'Checks a prompt file (*.video.md): mistakes with the edits that mend them, and for each clip whether it is current, stale or missing, with its id and price. Free. Not for other files.',
  render:
    'Renders clips with a paid provider: SPENDS THE USER’S MONEY. Call only when the user asked for a clip, never to try something out, and call estimate first. Returns job ids at once; follow them with status. What is being rendered or is current already is returned and not paid again. If the answer is a refusal, do what “next” says; do not repeat the call unchanged.',
  status:
    'Tells how render jobs stand, and where their clips are. Waits up to waitSeconds (45) for them. Free. A clip takes from one to ten minutes; do not call render again meanwhile.',
};
