/** Bundles the venue's page in memory when the demo starts. @module */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Path to content type and body. */
export type Page = ReadonlyMap<string, { type: string; body: string | Uint8Array }>;

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

export const bundlePage = async (): Promise<Page> => {
  const result = await build({
    root: fileURLToPath(new URL('./site', import.meta.url)),
    configFile: false,
    envFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'chrome120',
      modulePreload: false,
      reportCompressedSize: false,
      copyPublicDir: false,
    },
  });
  const files = new Map<string, { type: string; body: string | Uint8Array }>();
  for (const { output } of [result].flat().filter((part) => 'output' in part)) {
    for (const file of output) {
      const type = TYPES[file.fileName.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      files.set(`/${file.fileName}`, { type, body: file.type === 'chunk' ? file.code : file.source });
    }
  }
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return files;
};
