import gitUrlParse from 'git-url-parse';

/** What git says about a file, as plain data: whoever knows the repository fills it in. */
export interface GitFacts {
  /** URL of the remote, in any form git takes. */
  readonly remoteUrl: string;
  /** Full hash of the commit whose content the file has; absent where unknown. */
  readonly commit?: string;
  /** True where that commit is known to be on the remote. */
  readonly pushed: boolean;
  /** Path of the file relative to the repository's root, with `/`. */
  readonly path: string;
}

/** A web link to code. */
export interface CodeLink {
  /** Always https, at most 1024 characters (limit of `origin.href.url`, document "Create task"). */
  readonly url: string;
  /** Does it lead to the exact line in the exact commit, or only to the repository? */
  readonly kind: 'exact' | 'repository';
}

/** How a link to a line looks on a self-hosted server: host name -> template with the placeholders below. */
export type LinkTemplates = Readonly<Record<string, string>>;

const MAX_URL = 1024;
/** Longer remotes are nobody's: the parser is not asked to chew on hostile input. */
const MAX_REMOTE = 2048;

interface Repository {
  readonly host: string;
  /** `https://host[:port]` */
  readonly base: string;
  /** Decoded path of the repository, without `.git`. */
  readonly segments: readonly string[];
}

interface FilePlace {
  readonly commit: string;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

interface Forge {
  matches(repository: Repository): boolean;
  page(repository: Repository): string | undefined;
  file(repository: Repository, place: FilePlace): string | undefined;
}

/** Half a surrogate pair in a file name would make `encodeURIComponent` throw. */
const encodeSegment = (segment: string): string => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd'));
const encodePath = (path: string): string => path.split('/').map(encodeSegment).join('/');
const defaultPage = (r: Repository): string => `${r.base}/${r.segments.map(encodeSegment).join('/')}`;

/** A forge whose file pages are `<repository><middle><commit>/<path><anchor><line>`. */
function plainForge(matches: (host: string) => boolean, middle: string, anchor: string): Forge {
  return {
    matches: (r) => matches(r.host),
    page: defaultPage,
    file: (r, p) => `${defaultPage(r)}${middle}${p.commit}/${encodePath(p.path)}${anchor}${p.line}`,
  };
}

/** `host` itself or any self-hosted name starting with it (`gitlab.com`, `gitlab.example.com`). */
const named = (name: string) => (host: string) => host.startsWith(`${name}.`);

const azure: Forge = {
  matches: (r) => r.host === 'ssh.dev.azure.com' || r.host === 'dev.azure.com' || r.host.endsWith('.visualstudio.com'),
  page(r) {
    const [organization, project, name] = azureNames(r);
    if (!organization || !project || !name) return undefined;
    return `https://dev.azure.com/${[organization, project, '_git', name].map(encodeSegment).join('/')}`;
  },
  file(r, p) {
    const page = azure.page(r);
    const line = `line=${p.line}&lineEnd=${p.line + 1}&lineStartColumn=1&lineEndColumn=1`;
    return page && `${page}?path=/${encodePath(p.path)}&version=GC${p.commit}&${line}`;
  },
};

/** Azure has three URL forms: ssh `v3/org/project/repo`, https `org/project/_git/repo`, and the old host per org. */
function azureNames(r: Repository): readonly (string | undefined)[] {
  if (r.segments[0] === 'v3') return r.segments.slice(1);
  const parts = r.segments.filter((segment) => segment !== 'DefaultCollection');
  if (r.host.endsWith('.visualstudio.com')) parts.unshift(r.host.split('.')[0]!);
  const git = parts.indexOf('_git');
  if (git < 1) return [];
  const name = parts[git + 1];
  // `org/_git/repo` is short for the repository of the project of the same name.
  return [parts[0], git === 1 ? name : parts[git - 1], name];
}

const coding: Forge = {
  matches: (r) => r.host === 'e.coding.net' || r.host === 'git.e.coding.net',
  page(r) {
    const [team, project, name] = r.segments;
    if (!team || !project || !name || !/^[\w-]+$/.test(team)) return undefined;
    return `https://${team}.coding.net/p/${encodeSegment(project)}/d/${encodeSegment(name)}/git`;
  },
  file(r, p) {
    const page = coding.page(r);
    return page && `${page}/tree/${p.commit}/${encodePath(p.path)}#L${p.line}`;
  },
};

const bitbucketServer: Forge = {
  matches: (r) => named('bitbucket')(r.host) || r.segments[0] === 'scm',
  page(r) {
    const [project, name] = r.segments[0] === 'scm' ? r.segments.slice(1) : r.segments;
    if (!project || !name) return undefined;
    return `${r.base}/projects/${encodeSegment(project)}/repos/${encodeSegment(name)}`;
  },
  file(r, p) {
    const page = bitbucketServer.page(r);
    return page && `${page}/browse/${encodePath(p.path)}?at=${p.commit}#${p.line}`;
  },
};

/** The first that matches counts. */
const forges: readonly Forge[] = [
  plainForge(named('github'), '/blob/', '#L'),
  plainForge(named('gitlab'), '/-/blob/', '#L'),
  plainForge((host) => host === 'gitee.com', '/blob/', '#L'),
  plainForge((host) => host === 'bitbucket.org', '/src/', '#lines-'),
  plainForge((host) => host === 'codeup.aliyun.com', '/blob/', '#L'),
  plainForge((host) => host === 'codeberg.org' || named('gitea')(host), '/src/commit/', '#L'),
  azure,
  coding,
  bitbucketServer,
];

/** Any other server: its repository page is a fair guess, its file pages are not. */
const unknownForge: Forge = { matches: () => true, page: defaultPage, file: () => undefined };

/**
 * A web link to a line of code: the exact commit where that commit is on the remote, else the repository's page
 * (design, decision 7). Credentials in the remote's URL never reach the link.
 *
 * @param line 0-based line in the file
 * @param templates links of self-hosted servers, by host name; placeholders `{host} {repo} {commit} {path} {line}`
 *   (line 1-based). They win over what is known about a host; one that does not give an https URL is ignored
 * @returns undefined where the remote is no web server anybody else could reach (a folder, an ssh alias)
 */
export function codeLink(facts: GitFacts, line: number, templates: LinkTemplates = {}): CodeLink | undefined {
  const repository = parseRemote(facts.remoteUrl);
  if (!repository) return undefined;
  const forge = forges.find((candidate) => candidate.matches(repository)) ?? unknownForge;
  if (facts.pushed && facts.commit && /^[0-9a-f]{7,64}$/i.test(facts.commit)) {
    const place: FilePlace = { commit: facts.commit, path: facts.path, line: line + 1 };
    const template = ownValue(templates, repository.host);
    const url =
      httpsOnly(template && fillTemplate(template, repository, place)) ?? httpsOnly(forge.file(repository, place));
    if (url) return { url, kind: 'exact' };
  }
  const page = httpsOnly(forge.page(repository));
  return page ? { url: page, kind: 'repository' } : undefined;
}

/**
 * The same repository by one name, however it was cloned: `host/path`, without scheme, user, port and `.git`.
 * @returns undefined where the remote is a local folder or unreadable
 */
export function repositoryName(remoteUrl: string): string | undefined {
  const repository = parseRemote(remoteUrl);
  return repository && `${repository.host}/${repository.segments.join('/')}`;
}

function parseRemote(remoteUrl: string): Repository | undefined {
  const text = remoteUrl.trim();
  if (!text || text.length > MAX_REMOTE || /[\s\\]/.test(text)) return undefined;
  let parsed: gitUrlParse.GitUrl;
  try {
    parsed = gitUrlParse(text);
  } catch {
    return undefined;
  }
  const host = parsed.resource?.toLowerCase() ?? '';
  // A name without a dot is an alias of this machine's ssh configuration or of its network.
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host) || !['ssh', 'https', 'http', 'git'].includes(parsed.protocol)) {
    return undefined;
  }
  const port = String(parsed.port ?? '');
  // Where plain http listens on its own port, nobody knows where https would.
  if (parsed.protocol === 'http' && port) return undefined;
  const base = `https://${host}${parsed.protocol === 'https' && port ? `:${port}` : ''}`;
  const segments = parsed.pathname
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split('/')
    .filter(Boolean)
    .map(decode);
  return segments.length > 0 ? { host, base, segments } : undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function fillTemplate(template: string, repository: Repository, place: FilePlace): string {
  const values: Readonly<Record<string, string>> = {
    host: repository.host,
    repo: repository.segments.map(encodeSegment).join('/'),
    commit: place.commit,
    path: encodePath(place.path),
    line: String(place.line),
  };
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => ownValue(values, name) ?? whole);
}

function ownValue(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function httpsOnly(url: string | undefined): string | undefined {
  if (!url || url.length > MAX_URL || !URL.canParse(url)) return undefined;
  return new URL(url).protocol === 'https:' ? url : undefined;
}
