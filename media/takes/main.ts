import type { TakesHostMessage, TakesMessage, TakesStrings } from '../../src/protocol/takes.ts';
import { connectHost, pageData } from '../shared/host.ts';
import { Takes } from './takes.ts';

const takes = new Takes();
takes.words = pageData() as TakesStrings;
takes.host = connectHost<TakesMessage, TakesHostMessage>({ takes: true });
document.body.append(takes);
