import assert from 'node:assert/strict';
import {
  brandBaseUrl,
  checkBaseUrl,
  createFeishuClient,
  domainsFor,
  fixedTokenSource,
  readTasklistGuid,
  taskUrl,
  tasklistUrl,
} from '../../../src/feishu';
import { quietLog } from './support';

const GUID = '83912691-2e43-47fc-94a4-d512e03984fa';

describe('API hosts', () => {
  it('of the brands have their own pages and links', () => {
    assert.equal(domainsFor('https://open.feishu.cn/').accounts, 'https://accounts.feishu.cn');
    assert.equal(domainsFor('https://open.larksuite.com').console, 'https://open.larksuite.com/app');
    assert.equal(taskUrl(brandBaseUrl('feishu'), GUID), `https://applink.feishu.cn/client/todo/detail?guid=${GUID}`);
    assert.equal(taskUrl(brandBaseUrl('lark'), GUID), `https://applink.larksuite.com/client/todo/detail?guid=${GUID}`);
    assert.equal(
      tasklistUrl('https://open.feishu.cn', 'a&b'),
      'https://applink.feishu.cn/client/todo/task_list?guid=a%26b',
    );
  });

  it('of a sandbox or private deployment serve everything themselves', () => {
    const base = 'http://127.0.0.1:8123';
    assert.deepEqual(domainsFor(base), { open: base, accounts: base, applink: base, console: `${base}/app` });
    const client = createFeishuClient({
      baseUrl: `${base}/`,
      tokenSource: fixedTokenSource('tenant', 't'),
      log: quietLog,
    });
    assert.equal(client.taskUrl('x'), `${base}/client/todo/detail?guid=x`);
    assert.equal(client.tasklistUrl('x'), `${base}/client/todo/task_list?guid=x`);
  });

  it('must be https, or http on this computer', () => {
    for (const good of [
      'https://open.feishu.cn',
      'https://feishu.example.com:8443/gateway/',
      'http://127.0.0.1:1',
      'http://localhost',
      'http://[::1]:1',
    ]) {
      assert.equal(checkBaseUrl(good), good.replace(/\/$/, ''));
    }
    for (const bad of [
      '',
      'open.feishu.cn',
      'http://open.feishu.cn',
      'http://127.0.0.1.evil.com',
      'http://localhost@evil.com',
      'https://user:pass@open.feishu.cn',
      'https://open.feishu.cn?x=1',
      'https://open.feishu.cn#x',
      'ftp://127.0.0.1',
      'file:///etc/passwd',
      'javascript:alert(1)',
    ]) {
      assert.throws(() => checkBaseUrl(bad), { name: 'ValidationError', field: 'baseUrl', rule: 'base-url' }, bad);
    }
  });
});

describe('a tasklist in a setting', () => {
  it('is its guid, or a link to it', () => {
    for (const text of [
      GUID,
      ` ${GUID}\n`,
      tasklistUrl('https://open.feishu.cn', GUID),
      `https://applink.larkoffice.com/client/todo/task_list?guid=${GUID}&suite_entity_num=t123`,
      `http://127.0.0.1:8123/client/todo/task_list?x=1&guid=${GUID}`,
    ]) {
      assert.equal(readTasklistGuid(text), GUID, text);
    }
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      'Tech Debt',
      '../../tasks/x',
      `https://applink.feishu.cn/client/todo/detail?guid=${GUID}`,
      'https://applink.feishu.cn/client/todo/task_list?guid=../../im/v1/chats',
      'https://applink.feishu.cn/client/todo/task_list',
      `javascript:/client/todo/task_list?guid=${GUID}`,
      'https://',
    ]) {
      assert.equal(readTasklistGuid(text), undefined, text);
    }
  });
});
