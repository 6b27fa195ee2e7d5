import type { TakesStrings } from '../../src/protocol/takes.ts';
import { connectTakesHost } from './host.ts';
import { Takes } from './takes.ts';

const takes = new Takes();
// The host wrote them into the document itself.
takes.words = JSON.parse(document.getElementById('data')?.textContent ?? '{}') as TakesStrings;
takes.host = connectTakesHost();
document.body.append(takes);
