import { codeLink, type CodePlace, type LinkTemplates } from '../../tasks';
import { formatFingerprint } from '../shared/fingerprint';
import { findRepository } from '../shared/gitApi';
import { filePlace } from '../shared/repositories';
import type { FoundTodo } from '../shared/todoTarget';
import type { WorkspaceTodos } from '../shared/workspaceTodos';

/** Where a TODO stands: path, quoted line, a fingerprint to find it again, and a web link where Git knows one. */
export async function codePlace(
  { document, todo }: FoundTodo,
  todos: WorkspaceTodos,
  templates: LinkTemplates,
): Promise<CodePlace> {
  const { uri, languageId } = document;
  // Read before Git is asked, which may take seconds: the code may change meanwhile.
  const lineText = document.lineAt(todo.line).text;
  const fingerprint = formatFingerprint(todo, document, todos);
  const repository = await findRepository(uri);
  const file = filePlace(uri, repository);
  const link =
    repository?.remoteUrl === undefined
      ? undefined
      : codeLink(
          { remoteUrl: repository.remoteUrl, commit: repository.commit, pushed: repository.pushed, path: file.path },
          todo.line,
          templates,
        );
  return { ...file, line: todo.line, lineText, languageId, fingerprint, link };
}
