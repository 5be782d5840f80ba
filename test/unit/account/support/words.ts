import type { LandingWords } from '../../../../src/account/signIn/landingPage';

export const words: LandingWords = {
  language: 'en',
  done: 'DONE <b>',
  doneNext: 'next',
  refused: 'REFUSED',
  refusedNext: 'next',
  lost: 'LOST',
  lostNext: 'next',
};
