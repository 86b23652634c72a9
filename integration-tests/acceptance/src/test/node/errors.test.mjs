// Each refusal reaches the caller as the error class that OpenAI's library for JavaScript has for it.
import assert from 'node:assert/strict';
import test from 'node:test';
import OpenAI from 'openai';
import { client, collect, question } from './testbed.mjs';

const openai = client();

const cases = [
  {
    name: 'wrong key',
    call: () => client('ecl_agent_' + '0'.repeat(64)).chat.completions.create(question('sim-echo')),
    type: OpenAI.AuthenticationError,
    expected: { status: 401, code: 'invalid_api_key' },
  },
  {
    name: 'unknown model',
    call: () => openai.chat.completions.create(question('no-such-model')),
    type: OpenAI.NotFoundError,
    expected: { status: 404, code: 'model_not_found', param: 'model' },
  },
  {
    name: 'request against the contract',
    call: () => openai.chat.completions.create(question('sim-echo', { temperature: 5 })),
    type: OpenAI.BadRequestError,
    expected: { status: 400, code: 'contract_violation', param: 'temperature' },
  },
  {
    name: 'request that the upstream refuses',
    call: () => openai.chat.completions.create(question('sim-echo', { sim: { tokens: -1 } })),
    type: OpenAI.BadRequestError,
    expected: { status: 400, code: 'invalid_request', param: 'sim.tokens' },
  },
  {
    name: 'rate limit',
    call: () => openai.chat.completions.create(question('sim-429')),
    type: OpenAI.RateLimitError,
    expected: { status: 429, code: 'rate_limit_exceeded' },
  },
  {
    name: 'failing upstream',
    call: () => openai.chat.completions.create(question('sim-echo', { sim: { error_status: 500 } })),
    type: OpenAI.InternalServerError,
    expected: { status: 502, code: 'upstream_error' },
  },
  {
    name: 'upstream that times out',
    call: () => openai.chat.completions.create(question('sim-echo', { sim: { error_status: 504 } })),
    type: OpenAI.InternalServerError,
    expected: { status: 504, code: 'upstream_timeout' },
  },
  {
    name: 'stream that breaks off',
    call: async () => collect(await openai.chat.completions.create(question('sim-cut', { stream: true }))),
    type: OpenAI.APIError,
    expected: { code: 'upstream_error' },
  },
];

for (const { name, call, type, expected } of cases) {
  test(name, async () => {
    await assert.rejects(call, (error) => {
      assert.ok(error instanceof type, `${error?.constructor?.name}: ${error?.message}`);
      for (const [member, value] of Object.entries(expected)) {
        assert.equal(error[member], value, member);
      }
      return true;
    });
  });
}
