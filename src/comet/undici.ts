// The only import of undici in the project. The order of these two lines is what keeps the slot of others free.
import './nativeFetch.ts';
export { Agent, buildConnector, Client, type Dispatcher } from 'undici';
