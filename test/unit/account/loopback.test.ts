import assert from 'node:assert/strict';
import { listenForRedirect, redirectUrl, type Loopback } from '../../../src/account/signIn/loopback';
import { freePort, open, openAs } from './support/browser';
import { words } from './support/words';

const code = 'c'.repeat(64);

describe('the redirect to this machine', () => {
  let loopback: Loopback;
  const at = (query: string): string => `${redirectUrl(loopback.port)}?${query}`;

  beforeEach(async () => {
    const free = await freePort();
    loopback = (await listenForRedirect('s1', words, [free]))!;
  });
  afterEach(() => loopback.close());

  it('takes the code, and leads the browser away from the address that holds it', async () => {
    const { status, location, text } = await open(at(`code=${code}&state=s1`));
    assert.equal(status, 302);
    assert.equal(location, '/signed-in');
    assert.equal(text, '');
    const landing = await open(new URL(location, at('')).href);
    assert.match(landing.text, /DONE &#60;b&#62;/);
    assert.deepEqual(await loopback.answer, { kind: 'code', code });
  });

  it('turns another sign-in away and goes on waiting', async () => {
    const wrong = await open(at(`code=${'d'.repeat(64)}&state=s2`));
    assert.equal(wrong.status, 400);
    assert.match(wrong.text, /LOST/);
    assert.equal(wrong.text.includes('dddd'), false);
    await open(at(`code=${code}&state=s1`));
    assert.deepEqual(await loopback.answer, { kind: 'code', code });
  });

  it('tells of a refusal', async () => {
    const { location } = await open(at('error=access_denied&state=s1'));
    assert.match((await open(new URL(location!, at('')).href)).text, /REFUSED/);
    assert.deepEqual(await loopback.answer, { kind: 'refused', reason: 'access_denied' });
  });

  it('answers under its own name only', async () => {
    assert.equal(await openAs(at(`code=${code}&state=s1`), 'evil.example'), 404);
    assert.equal(await openAs(at('state=s1'), `localhost:${loopback.port}`), 400);
  });

  it('knows no other page and no other method', async () => {
    assert.equal((await open(`http://127.0.0.1:${loopback.port}/`)).status, 404);
    assert.equal((await open(at(`code=${code}&state=s1`), { method: 'POST' })).status, 404);
  });

  it('lets its page load nothing', async () => {
    const answer = await fetch(`http://127.0.0.1:${loopback.port}/signed-in`);
    assert.match(answer.headers.get('content-security-policy')!, /default-src 'none'/);
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    await answer.text();
  });

  it('takes the next port where one is taken, and says so where all are', async () => {
    const other = await freePort();
    const second = await listenForRedirect('s2', words, [loopback.port, other]);
    assert.equal(second?.port, other);
    assert.equal(await listenForRedirect('s3', words, [loopback.port, other]), undefined);
    second.close();
  });
});
