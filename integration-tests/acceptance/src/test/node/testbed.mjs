// What the tests share: a client of the gateway under test, and a look at what reached the simulator behind it.
import OpenAI from 'openai';
import { randomUUID } from 'node:crypto';

const { ECLUSE_TEST_BASE_URL, ECLUSE_TEST_KEY, ECLUSE_TEST_SIMULATOR_URL } = process.env;

export const TEXT = 'Péniche à l\u2019écluse de Saverne, 5,43 m : « ouvrez ! » 🚤';

export function client(key = ECLUSE_TEST_KEY) {
  return new OpenAI({ baseURL: ECLUSE_TEST_BASE_URL, apiKey: key, maxRetries: 0, timeout: 20_000 });
}

/** Options of a call under an id by which its traces are found. */
export function traced() {
  const id = `node-${randomUUID()}`;
  return { id, options: { headers: { 'X-Request-Id': id } } };
}

/** The body of the one request that reached the simulator under this id. */
export async function upstreamBody(id) {
  const entries = await (await fetch(`${ECLUSE_TEST_SIMULATOR_URL}/sim/requests`)).json();
  const found = entries.filter(({ headers }) =>
    headers.some(([name, value]) => name.toLowerCase() === 'x-request-id' && value === id),
  );
  if (found.length !== 1) {
    throw new Error(`${found.length} requests with the id ${id} reached the upstream`);
  }
  return JSON.parse(found[0].body);
}

export async function collect(stream) {
  const events = [];
  for await (const event of stream) {
    events.push(event);
  }
  return events;
}

export function question(model, more = {}) {
  return { model, messages: [{ role: 'user', content: TEXT }], ...more };
}
