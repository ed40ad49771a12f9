import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'esbuild'

/** What a bundle carries to be checked with: a page, and the same for a command line. */
export type OfflineFiles = { page: string; script: string }

const here = import.meta.dirname
const built = resolve(here, '..', '..', '..', 'build', 'verifier')
const [pageFile, scriptFile] = [join(built, 'verify.html'), join(built, 'verify.mjs')]

let made: Promise<OfflineFiles> | null = null

/** The files as the build made them; made once here where nothing was built. */
export function offlineFiles(): Promise<OfflineFiles> {
  if (existsSync(pageFile) && existsSync(scriptFile)) {
    made ??= Promise.resolve({
      page: readFileSync(pageFile, 'utf8'),
      script: readFileSync(scriptFile, 'utf8'),
    })
  }
  return (made ??= makeOfflineFiles())
}

/** Puts the files where the build's other results lie. */
export async function writeOfflineFiles(): Promise<void> {
  const { page, script } = await makeOfflineFiles()
  mkdirSync(built, { recursive: true })
  writeFileSync(pageFile, page)
  writeFileSync(scriptFile, script)
}

/**
 * One page that needs nothing beside it and may load nothing: its policy names the one style and the
 * one script that are in it.
 */
async function makeOfflineFiles(): Promise<OfflineFiles> {
  const style = readFileSync(join(here, 'page.css'), 'utf8')
  const code = await bundled('page-script.server.ts', 'browser')
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(code)}'; base-uri 'none'; form-action 'none'`
  const page = readFileSync(join(here, 'page.html'), 'utf8')
    .replace('<!-- policy -->', () => policyTag(policy))
    .replace('<!-- style -->', () => `<style>${style}</style>`)
    .replace('<!-- script -->', () => `<script>${code}</script>`)
  return { page, script: await bundled('command-line.server.ts', 'node') }
}

async function bundled(entry: string, platform: 'browser' | 'node'): Promise<string> {
  const { build } = await import('esbuild')
  const result = await build({
    entryPoints: [join(here, entry)],
    ...{ bundle: true, write: false, minify: true, charset: 'ascii', legalComments: 'none' },
    ...{ platform, target: 'es2022', format: platform === 'browser' ? 'iife' : 'esm' },
    plugins: [englishOnly],
  })
  const [file] = result.outputFiles
  if (!file) throw new Error(`${entry} made no file`)
  // A text in the code must not end the element that the code stands in.
  return file.text.trim().replaceAll('</', '<\\/')
}

/** The schemas' messages in forty languages are half of all bytes, and nobody is shown one. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup(build) {
    build.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: '' }))
  },
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`
}

function policyTag(policy: string): string {
  return `<meta http-equiv="Content-Security-Policy" content="${policy}" />`
}
