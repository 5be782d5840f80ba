import { l10n } from 'vscode';
import type { SettingProblem } from '../../todo';

/** Says what is wrong with a part of a setting and how it has to be. */
export function settingProblem({ kind, value, detail = '' }: SettingProblem): string {
  switch (kind) {
    case 'notAList':
      return detail
        ? l10n.t('“{0}” in “{1}” must be a list of at most 50 entries.', detail, value)
        : l10n.t('“{0}” must be a list.', value);
    case 'notAnObject':
      return l10n.t('“{0}” must be an object, or the id of a language that is written alike.', value);
    case 'tooMany':
      return l10n.t('it has {0} entries; only the first {1} count.', value, detail);
    case 'tagEmpty':
      return l10n.t('“{0}” is no tag. A tag is a text with at least one character that is not blank.', value);
    case 'tagLong':
      return l10n.t('the tag “{0}” is too long. A tag has at most {1} characters.', value, detail);
    case 'tagControl':
      return l10n.t('the tag “{0}” holds a line break or another control character.', value);
    case 'unknownKey':
      return l10n.t(
        '“{0}” in “{1}” is not known. Use like, extensions, filenames, lineComments, blockComments and strings.',
        detail,
        value,
      );
    case 'unknownLanguage':
      return l10n.t('“{0}” is like a language that is not known ({1}).', value, detail);
    case 'noComments':
      return l10n.t('“{0}” has neither lineComments nor blockComments, nor a known language it is like.', value);
    case 'marker':
      return l10n.t(
        '{1} in “{0}”: a comment marker has 1 to 40 characters without blanks, of which the first is ASCII.',
        value,
        detail,
      );
    case 'pair':
      return l10n.t('{1} in “{0}”: write a pair of markers without blanks, for example ["/*", "*/"].', value, detail);
    case 'string':
      return l10n.t('{1} in “{0}”: write a quote, or an object with open, close, multiline and escape.', value, detail);
    case 'fileName':
      return l10n.t('{1} in “{0}”: write file names or extensions without folders.', value, detail);
  }
}
