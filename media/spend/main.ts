import type { SpendStrings } from '../../src/protocol/spendStrings.ts';
import { connectSpendHost } from './host.ts';
import { Spend } from './spend.ts';

const spend = new Spend();
// The host wrote them into the document itself.
spend.words = JSON.parse(document.getElementById('data')?.textContent ?? '{}') as SpendStrings;
spend.host = connectSpendHost();
document.body.append(spend);
