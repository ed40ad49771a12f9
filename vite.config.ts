import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig, type Plugin } from 'vite'
import remixConfig from './remix.config.js'

/** Refuses the browser bundle when it would hold server code other than pure rules. */
function onlyRulesInTheBrowser(): Plugin {
  return {
    name: 'only-rules-in-the-browser',
    enforce: 'pre',
    load(id, options) {
      if (options?.ssr) return null
      const path = id.split('?')[0] ?? id
      const inServer = path.startsWith(`${import.meta.dirname}/server/`)
      if (inServer && !/\/server\/[^/]+\/rules\//.test(path)) {
        throw new Error(
          `${path.slice(import.meta.dirname.length + 1)} must not reach the browser: import only server/*/rules as values.`,
        )
      }
      return null
    },
  }
}

export default defineConfig({
  plugins: [onlyRulesInTheBrowser(), remix(remixConfig)],
  build: {
    assetsInlineLimit: 0,
    rollupOptions: {
      // A schema of which a page uses nothing does not come with it.
      treeshake: { moduleSideEffects: (id) => !/\/server\/[^/]+\/rules\//.test(id) },
    },
  },
  css: { preprocessorOptions: { scss: { quietDeps: true, loadPaths: ['node_modules'] } } },
})
