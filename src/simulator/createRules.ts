import { type ErrorAnswer, errorAnswer } from './errorBody.ts';
import { type Form, sniffImage } from './form.ts';
import { modelFacts } from './models.ts';

const knownFields = ['model', 'prompt', 'seconds'];
const sizeFields = { whole: ['size'], apart: ['aspect_ratio', 'resolution'] };

/** What is wrong with a create request, as strictly as the documentation reads; undefined where nothing is. */
export function checkCreate({ fields, files }: Form): ErrorAnswer | undefined {
  const wrong = (message: string) => errorAnswer(400, 'invalid_request', message);
  const model = fields.get('model') ?? '';
  const facts = Object.hasOwn(modelFacts, model) ? modelFacts[model] : undefined;
  if (facts === undefined)
    return errorAnswer(503, 'model_not_found', `no available channel for model ${model}`);
  const known = [...knownFields, ...sizeFields[facts.isApart === true ? 'apart' : 'whole']];
  for (const name of fields.keys()) if (!known.includes(name)) return wrong(`unknown field ${name}`);
  if ((fields.get('prompt') ?? '').trim() === '') return wrong('prompt is required');
  const seconds = fields.get('seconds');
  if (seconds !== undefined && !facts.seconds.map(String).includes(seconds)) {
    return wrong(`seconds must be one of ${facts.seconds.join(', ')}`);
  }
  const apart = [fields.get('aspect_ratio'), fields.get('resolution')].filter((one) => one !== undefined);
  const size = facts.isApart === true ? apart.join(' ') : fields.get('size');
  if (size !== undefined && !facts.sizes.includes(size))
    return wrong(`size must be one of ${facts.sizes.join(', ')}`);
  if (files.length > facts.maxFiles) return wrong(`at most ${String(facts.maxFiles)} input_reference files`);
  if (files.length === 2 && facts.twoFileSeconds?.map(String).includes(seconds ?? '') === false) {
    return wrong(`first and last frame need seconds ${facts.twoFileSeconds.join(', ')}`);
  }
  for (const file of files) {
    if (file.field !== 'input_reference') return wrong(`unknown file field ${file.field}`);
    if (file.name === '') return wrong('input_reference has no file name');
    if (sniffImage(file.head) !== file.type) return wrong(`input_reference is not ${file.type}`);
  }
  return undefined;
}
