import type { SpendHostMessage, SpendMessage } from '../../src/protocol/spend.ts';
import type { SpendStrings } from '../../src/protocol/spendStrings.ts';
import { connectHost, pageData } from '../shared/host.ts';
import { Spend } from './spend.ts';

const spend = new Spend();
spend.words = pageData() as SpendStrings;
spend.host = connectHost<SpendMessage, SpendHostMessage>({ spend: true });
document.body.append(spend);
