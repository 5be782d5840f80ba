import { Camera } from './camera';
import { story } from './story';

/** One window per language; the order of the pictures is that of a person's first quarter of an hour. */
async function takeAll(): Promise<void> {
  for (const language of ['en', 'zh-cn'] as const) {
    const camera = await Camera.open(language);
    try {
      if (!(await story(camera))) process.exitCode = 1;
    } finally {
      await camera.window.close();
    }
  }
}

takeAll().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
