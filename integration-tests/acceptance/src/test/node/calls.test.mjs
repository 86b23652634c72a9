// What works with OpenAI's library for JavaScript, wherever the gateway's models come from.
import assert from 'node:assert/strict';
import test from 'node:test';
import { TEXT, client, collect, question, traced, upstreamBody } from './testbed.mjs';

const openai = client();

const forTool = {
  messages: [{ role: 'user', content: 'Saverne' }],
  tools: [
    {
      type: 'function',
      function: {
        name: 'lock_depth',
        parameters: { type: 'object', properties: { town: { type: 'string' } }, required: ['town'] },
      },
    },
  ],
  tool_choice: { type: 'function', function: { name: 'lock_depth' } },
};

test('lists the models', async () => {
  const ids = (await collect(openai.models.list())).map(({ id }) => id);

  assert.ok(ids.includes('sim-echo'));
  assert.ok(ids.includes('embedding-minilm'));
});

test('retrieves a model', async () => {
  const model = await openai.models.retrieve('sim-echo');

  assert.equal(model.id, 'sim-echo');
  assert.equal(model.object, 'model');
});

test('answers a chat', async () => {
  const answer = await openai.chat.completions.create(question('sim-echo'));

  assert.equal(answer.choices[0].message.content, TEXT);
  assert.ok(answer.usage.completion_tokens > 0);
  assert.deepEqual(answer.x_sim, { unknown: 'kept' });
});

test('streams a chat and shows no usage that nobody asked for', async () => {
  const { id, options } = traced();

  const chunks = await collect(
    await openai.chat.completions.create(question('sim-echo', { stream: true }), options),
  );

  assert.equal(chunks.map((chunk) => chunk.choices[0].delta.content ?? '').join(''), TEXT);
  assert.ok(chunks.every((chunk) => !('usage' in chunk)));
  assert.equal((await upstreamBody(id)).stream_options.include_usage, true);
});

test('streams a chat with the usage that was asked for', async () => {
  const { id, options } = traced();
  const asked = question('sim-echo', { stream: true, stream_options: { include_usage: true } });

  const chunks = await collect(await openai.chat.completions.create(asked, options));

  const last = chunks.at(-1);
  assert.deepEqual(last.choices, []);
  assert.ok(last.usage.prompt_tokens > 0);
  assert.ok(last.usage.completion_tokens > 0);
  assert.equal((await upstreamBody(id)).stream_options.include_usage, true);
});

test('calls a tool', async () => {
  const answer = await openai.chat.completions.create({ model: 'sim-echo', ...forTool });

  const [choice] = answer.choices;
  assert.equal(choice.finish_reason, 'tool_calls');
  assert.equal(choice.message.tool_calls[0].function.name, 'lock_depth');
  assert.deepEqual(JSON.parse(choice.message.tool_calls[0].function.arguments), { town: 'Saverne' });
});

test('calls a tool in a stream', async () => {
  const stream = openai.chat.completions.stream({ model: 'sim-echo', ...forTool });

  const [choice] = (await stream.finalChatCompletion()).choices;
  assert.equal(choice.finish_reason, 'tool_calls');
  assert.deepEqual(JSON.parse(choice.message.tool_calls[0].function.arguments), { town: 'Saverne' });
});

test('embeds a text in base64, which the library asks for by itself', async () => {
  const { id, options } = traced();

  const answer = await openai.embeddings.create({ model: 'embedding-minilm', input: TEXT }, options);

  const vector = answer.data[0].embedding;
  assert.equal(vector.length, 384);
  assert.ok(Math.abs(vector.reduce((sum, x) => sum + x * x, 0) - 1) < 0.01);
  assert.equal((await upstreamBody(id)).encoding_format, 'base64');
});

test('embeds a text in numbers', async () => {
  const answer = await openai.embeddings.create({
    model: 'embedding-minilm',
    input: [TEXT, 'Bonjour'],
    encoding_format: 'float',
  });

  assert.equal(answer.data.length, 2);
  assert.equal(answer.data[0].embedding.length, 384);
});

test('completes a prompt', async () => {
  const answer = await openai.completions.create({ model: 'sim-echo', prompt: TEXT });

  assert.equal(answer.choices[0].text, TEXT);
  assert.ok(answer.usage.total_tokens > 0);
});

test('streams the completion of a prompt', async () => {
  const { id, options } = traced();

  const chunks = await collect(
    await openai.completions.create({ model: 'sim-echo', prompt: TEXT, stream: true }, options),
  );

  assert.equal(chunks.map((chunk) => chunk.choices[0].text).join(''), TEXT);
  assert.equal((await upstreamBody(id)).stream_options.include_usage, true);
});

test('answers a response', async () => {
  const answer = await openai.responses.create({ model: 'sim-echo', input: TEXT });

  assert.equal(answer.output_text, TEXT);
  assert.ok(answer.usage.output_tokens > 0);
});

test('streams a response', async () => {
  const events = await collect(
    await openai.responses.create({ model: 'sim-echo', input: TEXT, stream: true }),
  );

  const deltas = events.filter(({ type }) => type === 'response.output_text.delta');
  assert.equal(deltas.map(({ delta }) => delta).join(''), TEXT);
  assert.equal(events.at(-1).type, 'response.completed');
  assert.ok(events.at(-1).response.usage.output_tokens > 0);
});

test('stops a stream in the middle', async () => {
  const stream = await openai.chat.completions.create(
    question('sim-chat', { stream: true, sim: { tokens: 2000 } }),
  );

  let seen = 0;
  for await (const _ of stream) {
    seen += 1;
    if (seen === 3) {
      stream.controller.abort();
    }
  }

  assert.ok(seen < 2000);
});
