import { entry, type Entry } from './catalogue/entry';
import type { BadAnswer, NetworkFault } from './types';

/** Plain sentences for every way a request can fail before Feishu has its say. */
export const NETWORK_FAULTS: Readonly<Record<NetworkFault, Entry>> = {
  dns: entry(
    ['The address of Feishu could not be found.', 'Check the network connection and the API address in the settings.'],
    ['无法解析飞书的地址。', '请检查网络连接和设置中的 API 地址。'],
  ),
  refused: entry(
    ['The server refused the connection.', 'Check that it runs, and the API address in the settings.'],
    ['服务器拒绝连接。', '请确认服务正在运行，并检查设置中的 API 地址。'],
  ),
  unreachable: entry(
    ['Feishu cannot be reached from here.', 'Check the network connection, VPN or proxy.'],
    ['无法连接到飞书。', '请检查网络连接、VPN 或代理。'],
  ),
  reset: entry(['The connection broke before the answer came.', 'Try again.'], ['连接在收到响应前中断。', '请重试。']),
  tls: entry(
    [
      'No secure connection could be made: the server’s certificate is not trusted.',
      'Behind a company proxy, add its certificate to the system or to VS Code.',
    ],
    ['无法建立安全连接：服务器证书不受信任。', '如使用公司代理，请将其证书添加到系统或 VS Code。'],
  ),
  other: entry(
    ['The network failed.', 'Check the network connection and try again.'],
    ['网络错误。', '请检查网络连接后重试。'],
  ),
};

export const BAD_ANSWERS: Readonly<Record<BadAnswer, Entry>> = {
  'not-json': entry(
    [
      'Something other than Feishu answered, or Feishu is down.',
      'Check the proxy and the API address in the settings, or try later.',
    ],
    ['收到的不是飞书的响应，或飞书暂时不可用。', '请检查代理和设置中的 API 地址，或稍后重试。'],
  ),
  truncated: entry(['The answer was cut off.', 'Try again.'], ['响应不完整。', '请重试。']),
  'too-large': entry(
    ['The answer was too large.', 'Please report this as a bug of the extension.'],
    ['响应过大。', '请将此问题作为扩展的缺陷反馈。'],
  ),
  redirect: entry(
    ['The server tried to send the request elsewhere; it was not followed.', 'Check the API address in the settings.'],
    ['服务器试图将请求重定向到其他地址，已拒绝。', '请检查设置中的 API 地址。'],
  ),
  proxy: entry(
    ['The proxy asks for a sign-in.', 'Check the proxy settings of VS Code.'],
    ['代理服务器要求身份验证。', '请检查 VS Code 的代理设置。'],
  ),
  'missing-field': entry(
    ['Feishu’s answer lacks something that must be in it.', 'Try again; if it stays, report it with the log.'],
    ['飞书的响应缺少必要内容。', '请重试；如持续出现，请附日志反馈。'],
  ),
  paging: entry(['A list from Feishu does not end.', 'Try again later.'], ['飞书返回的列表分页异常。', '请稍后重试。']),
};

export const TIMED_OUT: Entry = entry(
  ['Feishu did not answer in time.', 'Check the network connection and try again.'],
  ['飞书响应超时。', '请检查网络连接后重试。'],
);
export const CANCELLED: Entry = entry(['Cancelled.', ''], ['已取消。', '']);
