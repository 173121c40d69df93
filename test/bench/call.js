/** Asks the server for something. @returns its answer and the cookie that it sets. Anything but success is an error that says what was asked. */
export async function call(address, method, path, { body, bytes, headers = {} } = {}) {
  const type = bytes ? { 'content-type': 'application/octet-stream' } : body ? { 'content-type': 'application/json' } : {};
  const response = await fetch(address + path, { method, headers: { ...headers, ...type }, ...(bytes && { body: bytes }), ...(body && { body: JSON.stringify(body) }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return { answer: text === '' ? null : JSON.parse(text), cookie: response.headers.get('set-cookie')?.split(';')[0] };
}

/** Makes the first admin of a server that has nobody yet. @returns the headers of what they ask. */
export async function becomeAdmin(server) {
  const [, token] = await server.printed(/\/desk\/#\/join\/([\w-]+)/);
  const { cookie } = await call(server.address, 'POST', '/api/v1/desk/persons', { body: { token, login: 'bench', name: '测量', workerNumber: '9001', password: 'long-enough-1' } });
  return { headers: { cookie } };
}

const LOOK_MS = 250;

/** Waits until a job of the studio is over. @returns it; one that did not end well is an error. `look`: told of it whenever it is looked at. */
export async function jobEnd(address, admin, id, look = () => {}) {
  for (;;) {
    const { answer } = await call(address, 'GET', `/api/v1/studio/jobs/${id}`, admin);
    look(answer.job);
    if (answer.job.state === 'done') return answer.job;
    if (answer.job.state !== 'running') throw new Error(`a job ended as ${answer.job.state}: ${JSON.stringify(answer.job.error)}`);
    await new Promise((resume) => setTimeout(resume, LOOK_MS));
  }
}
