import type * as vscode from 'vscode';
import { placeKey, type CodePlace, type TaskDraft } from '../../tasks';

const KEY = 'feishuTodo.drafts';
const MAX_DRAFTS = 50;

type Drafts = Readonly<Record<string, TaskDraft>>;

/** Drafts somebody began and left: kept per TODO in the workspace's state, so that nothing typed is lost. */
export class DraftMemory {
  constructor(private readonly state: vscode.Memento) {}

  /** The draft left at the same TODO, moved to where the TODO stands now; else the fresh one. */
  recall(fresh: TaskDraft): TaskDraft {
    const left = this.drafts[key(fresh.place)];
    return left ? { ...left, place: fresh.place } : fresh;
  }

  async keep(draft: TaskDraft): Promise<void> {
    const { [key(draft.place)]: _old, ...others } = this.drafts;
    const kept = Object.entries(others).slice(-(MAX_DRAFTS - 1));
    await this.state.update(KEY, Object.fromEntries([...kept, [key(draft.place), draft]]));
  }

  async forget(place: CodePlace): Promise<void> {
    const { [key(place)]: old, ...others } = this.drafts;
    if (old) await this.state.update(KEY, others);
  }

  private get drafts(): Drafts {
    return this.state.get<Drafts>(KEY, {});
  }
}

/** The code around a TODO may change until somebody comes back to it: its words tell. */
function key({ uri, fingerprint }: CodePlace): string {
  return `${uri} ${placeKey(fingerprint)}`;
}
