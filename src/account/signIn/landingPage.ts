/** The words of the page a sign-in ends on, in the person's language. */
export interface LandingWords {
  /** BCP 47, for the page's `lang`. */
  readonly language: string;
  readonly done: string;
  readonly doneNext: string;
  readonly refused: string;
  readonly refusedNext: string;
  readonly lost: string;
  readonly lostNext: string;
}

/** The page: nothing from the request is in it. */
export function landingPage(words: LandingWords, outcome: 'done' | 'refused' | 'lost'): string {
  const [title, next] = {
    done: [words.done, words.doneNext],
    refused: [words.refused, words.refusedNext],
    lost: [words.lost, words.lostNext],
  }[outcome] as [string, string];
  return `<!doctype html>
<html lang="${words.language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)} · Feishu TODO</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
  body { display: grid; place-content: center; min-height: 90vh; margin: 0 1rem; text-align: center; }
  h1 { font-size: 1.4rem; }
</style>
<main>
  <h1>${escape(title)}</h1>
  <p>${escape(next)}</p>
</main>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
