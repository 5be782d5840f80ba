import * as vscode from 'vscode';
import type { Person } from '../../feishu';
import { back, prepare, settle, type Back } from '../../platform/quickPick';
import { areSame, Checked } from './checked';
import type { Listing } from './listing';
import { LiveSearch } from './liveSearch';
import { matches } from './names';
import { bestMatch, sectionsOf, type PickerState, type Section } from './pickerRows';

/** Where the people of a picker come from. Everything is asked for when the picker opens, and not before. */
export interface PeopleSource {
  readonly recent?: readonly Person[];
  /** Who wrote the code at hand; calls back, perhaps several times, with all known so far. */
  readonly authors?: (found: (people: readonly Person[]) => void, signal: AbortSignal) => Promise<void>;
  readonly everybody: Pick<Listing, 'people' | 'count' | 'state' | 'error' | 'watch' | 'retry'>;
  /** Asked while typing; gives one page after the other. */
  readonly search?: (query: string, signal: AbortSignal) => AsyncIterator<readonly Person[]>;
}

export interface PeoplePickerOptions {
  readonly title: string;
  readonly placeholder: string;
  /** Checked at the start; they stay listed whatever is searched for. */
  readonly chosen: readonly Person[];
  readonly source: PeopleSource;
  /** Not offered. */
  readonly excluded?: ReadonlySet<string>;
  /** Stands in the box at the start. */
  readonly query?: string;
  readonly canGoBack?: boolean;
  /** Only one person is asked for, or nobody: the row that says so. */
  readonly orNobody?: string;
  /** The words for a failure. */
  readonly explain: (error: unknown) => string;
}

interface PersonItem extends vscode.QuickPickItem {
  readonly person?: Person;
  /** A row that is no person does something when it is checked. */
  readonly run?: () => void;
}

/** The list is drawn anew at most that often while people stream in. */
const REDRAW_MS = 200;

/**
 * Lets a person choose people by checkbox. Enter takes the first match for a typed name and clears the box, so that
 * names can be typed one after the other; with nothing typed it accepts. Where only one person is asked for, Enter takes
 * them. Resolves with the chosen; Escape throws `CancelledError`.
 */
export function pickPeople(options: PeoplePickerOptions): Promise<readonly Person[] | Back> {
  const quickPick = vscode.window.createQuickPick<PersonItem>();
  prepare(quickPick, options);
  quickPick.canSelectMany = options.orNobody === undefined;
  quickPick.matchOnDescription = true;
  quickPick.keepScrollPosition = true;
  return settle<readonly Person[], typeof quickPick>(quickPick, (resolve) => [
    new Picker(quickPick, options, resolve),
    quickPick.onDidTriggerButton((button) => button === vscode.QuickInputButtons.Back && resolve(back)),
  ]);
}

class Picker implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[] = [];
  private readonly closed = new AbortController();
  private readonly search: LiveSearch | undefined;
  private readonly checked: Checked<Person>;
  /** Those chosen when the text was last changed. They alone stand on top, so that no row jumps away under the mouse. */
  private onTop: readonly Person[];
  private authors: readonly Person[] = [];
  /** The row Enter takes for what is typed. */
  private best: Person | undefined;
  private drawn = '';
  private redrawTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly quickPick: vscode.QuickPick<PersonItem>,
    private readonly options: PeoplePickerOptions,
    private readonly accept: (chosen: readonly Person[]) => void,
  ) {
    this.checked = new Checked(options.chosen);
    this.onTop = options.chosen;
    const { source } = options;
    if (source.search) this.search = new LiveSearch(source.search, () => this.draw());
    this.disposables.push(
      source.everybody.watch(() => this.drawSoon()),
      quickPick.onDidChangeValue(() => this.typed()),
      quickPick.onDidChangeSelection((items) => quickPick.canSelectMany && this.toggled(items)),
      quickPick.onDidAccept(() => (quickPick.canSelectMany ? this.entered() : this.tookOne())),
    );
    // Who wrote the code is a help: without it the list is shorter.
    void source.authors?.((people) => this.learnAuthors(people), this.closed.signal).catch(() => undefined);
    if (options.query) {
      quickPick.value = options.query;
      this.typed();
    }
    this.draw();
  }

  private get chosen(): readonly Person[] {
    return this.checked.chosen;
  }

  private get query(): string {
    return this.quickPick.value.trim();
  }

  private typed(): void {
    this.onTop = this.chosen;
    this.search?.typed(this.query);
    this.draw(true);
  }

  private toggled(items: readonly PersonItem[]): void {
    const people = items.flatMap(({ person }) => person ?? []);
    const action = items.find(({ run }) => run);
    // What a row does is done when it alone is checked, not with all the others.
    const isAlone = areSame(people, this.chosen);
    if (this.checked.heard(people) || action) this.showChecked();
    if (isAlone) action?.run?.();
  }

  private entered(): void {
    const [active] = this.quickPick.activeItems;
    // What was checked by hand since the text was typed is what was meant.
    if (!areSame(this.chosen, this.onTop)) return this.accept(this.chosen);
    if (active?.run) return active.run();
    if (this.query === '') return this.accept(this.chosen);
    const person = active?.person ?? this.best;
    if (!person) return;
    if (!this.chosen.some(({ id }) => id === person.id)) this.checked.chosen = [...this.chosen, person];
    this.quickPick.value = '';
    this.quickPick.placeholder = vscode.l10n.t('Press Enter to finish, or type the next name');
    this.typed();
  }

  private tookOne(): void {
    const [item] = this.quickPick.activeItems;
    if (item?.run) item.run();
    else if (item) this.accept(item.person ? [item.person] : []);
  }

  private learnAuthors(people: readonly Person[]): void {
    this.authors = people;
    this.drawSoon();
  }

  private drawSoon(): void {
    this.redrawTimer ??= setTimeout(() => this.draw(), REDRAW_MS);
  }

  /** Shows the rows as they should be now. Rows that are the same are left alone: drawing them anew costs the place. */
  private draw(isTyped = false): void {
    clearTimeout(this.redrawTimer);
    this.redrawTimer = undefined;
    const { source, excluded = new Set<string>() } = this.options;
    const { everybody } = source;
    const state: PickerState = {
      query: this.query,
      chosen: this.onTop,
      recent: source.recent ?? [],
      authors: this.authors,
      everybody: everybody.people,
      isComplete: everybody.state === 'complete',
      found: this.search?.found ?? [],
      excluded,
    };
    const isReading = everybody.state === 'unread';
    this.quickPick.busy = isReading || this.search?.isBusy === true;
    const sections = sectionsOf(state);
    const rows = [...this.personRows(sections), ...this.otherRows(sections)];
    const drawn = JSON.stringify(rows.map((row) => [row.kind, keyOf(row), row.alwaysShow]));
    const { best } = this;
    this.best = this.query === '' ? undefined : bestMatch(sections, this.query);
    if (drawn === this.drawn) {
      if (isTyped || best?.id !== this.best?.id) this.pointAt(this.best?.id);
      return;
    }
    this.drawn = drawn;
    const [active] = isTyped ? [] : this.quickPick.activeItems;
    this.quickPick.items = rows;
    this.checked.drawn(rows.map(keyOf));
    if (this.quickPick.canSelectMany) this.showChecked();
    this.pointAt(active ? keyOf(active) : this.best?.id);
  }

  private showChecked(): void {
    const ids = new Set(this.checked.tell().map(({ id }) => id));
    this.quickPick.selectedItems = this.quickPick.items.filter(({ person }) => person && ids.has(person.id));
  }

  /** Makes the row active that Enter takes: of a list to be checked VS Code makes none so by itself. */
  private pointAt(key: string | undefined): void {
    const row = key === undefined ? undefined : this.quickPick.items.find((item) => keyOf(item) === key);
    if (row) this.quickPick.activeItems = [row];
  }

  private personRows(sections: readonly Section[]): PersonItem[] {
    const chosenIds = new Set(this.chosen.map(({ id }) => id));
    const alwaysShow = this.query !== '';
    return sections.flatMap((section) => [
      { label: this.sectionLabel(section), kind: vscode.QuickPickItemKind.Separator },
      ...section.people.map((person) => ({ ...toItem(person), picked: chosenIds.has(person.id), alwaysShow })),
    ]);
  }

  private sectionLabel({ kind, people, total }: Section): string {
    switch (kind) {
      case 'chosen':
        return vscode.l10n.t('Chosen');
      case 'recent':
        return vscode.l10n.t('Chosen lately');
      case 'authors':
        return vscode.l10n.t('Wrote this code');
      case 'matches':
      case 'found':
        return vscode.l10n.t('Found');
      case 'everybody': {
        const { state } = this.options.source.everybody;
        if (total === people.length && state !== 'capped') return vscode.l10n.t('Everybody');
        return vscode.l10n.t('Everybody: {0} are shown, type to find the others', people.length);
      }
    }
  }

  /** What is to be said beside the people: that some could not be read, that there are more, that nobody was found. */
  private otherRows(sections: readonly Section[]): PersonItem[] {
    const { source, explain } = this.options;
    const { everybody } = source;
    const rows: PersonItem[] = [];
    const row = (label: string, icon: string, run: () => void, detail?: string): PersonItem => ({
      label,
      detail,
      iconPath: new vscode.ThemeIcon(icon),
      alwaysShow: true,
      run,
    });
    const { search } = this;
    if (search?.hasMore) rows.push(row(vscode.l10n.t('More results…'), 'chevron-down', () => search.more()));
    if (search?.error !== undefined) {
      const label = vscode.l10n.t('The search failed. Choose this row to try again.');
      rows.push(row(label, 'warning', () => search.retry(), explain(search.error)));
    }
    if (everybody.state === 'failed') {
      const label = vscode.l10n.t('Not everybody could be listed. Choose this row to try again.');
      rows.push(row(label, 'warning', () => this.readAgain(), explain(everybody.error)));
    }
    const { query } = this;
    const isFound =
      sections.some(({ kind }) => kind === 'matches' || kind === 'found') ||
      this.onTop.some((person) => matches(person, query));
    if (!isFound && query !== '' && !this.quickPick.busy && rows.length === 0) {
      rows.push(row(vscode.l10n.t('Nobody is called “{0}”', query), 'info', () => undefined));
    }
    const { orNobody } = this.options;
    if (orNobody !== undefined) rows.push({ label: orNobody, alwaysShow: true });
    return rows;
  }

  private readAgain(): void {
    this.options.source.everybody.retry();
    this.draw();
  }

  dispose(): void {
    clearTimeout(this.redrawTimer);
    this.closed.abort();
    this.search?.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }
}

/** Tells a row from the others of the list. */
const keyOf = ({ person, label }: PersonItem): string => person?.id ?? label;

function toItem(person: Person): PersonItem {
  const other = person.enName && person.enName !== person.name ? person.enName : undefined;
  return { person, label: person.name || person.id, description: [other, person.email].filter(Boolean).join(' · ') };
}
