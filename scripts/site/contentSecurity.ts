/** @file Puts the page's policy into its HTML, and serves the built site with the headers that a good host sends. */
import type { Plugin } from 'vite';
import { headersFile, headersOf, pageContentSecurity } from './headers.ts';

export function contentSecurity(): Plugin[] {
  return [
    {
      name: 'lab:content-security',
      // The development server puts scripts into the page, which the policy forbids.
      apply: 'build',
      transformIndexHtml: {
        order: 'post',
        handler: () => [
          {
            tag: 'meta',
            attrs: { 'http-equiv': 'Content-Security-Policy', content: pageContentSecurity },
            injectTo: 'head-prepend',
          },
        ],
      },
      generateBundle() {
        this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() });
      },
    },
    {
      name: 'lab:preview-headers',
      configurePreviewServer(server) {
        server.middlewares.use((request, response, next) => {
          const { pathname } = new URL(request.url ?? '/', 'http://localhost');
          for (const [name, value] of Object.entries(headersOf(pathname))) response.setHeader(name, value);
          next();
        });
      },
    },
  ];
}
