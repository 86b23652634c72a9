// Tells the Java side of the tests, one JSON object per line, how each test ended.
export default async function* report(source) {
  for await (const { type, data } of source) {
    if (type === 'test:pass') {
      yield line({ name: data.name, passed: true, problem: '' });
    } else if (type === 'test:fail') {
      yield line({ name: data.name, passed: false, problem: problem(data.details.error) });
    }
  }
}

function line(value) {
  return JSON.stringify(value) + '\n';
}

function problem(error) {
  const cause = error?.cause ?? error;
  return cause?.stack ?? String(cause);
}
