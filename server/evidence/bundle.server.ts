import { strToU8, zipSync } from 'fflate'
import { offlineFiles } from './verifier/offline-files.server.ts'

/** A time that says nothing: the same evidence makes the same file. ZIP knows none before 1980. */
const noTime = new Date(1980, 0, 1)

/** The file that is handed on: evidence, the page that checks it, and how to do that. */
export async function bundleZip(
  evidence: string,
  { origin, withName }: { origin: string; withName: boolean },
): Promise<Uint8Array> {
  const { page, script } = await offlineFiles()
  const files = {
    'READ ME FIRST.txt': strToU8(readMe(origin, withName)),
    'evidence.json': strToU8(evidence),
    'verify.html': strToU8(page),
    'verify.mjs': strToU8(script),
  }
  return zipSync(files, { mtime: noTime })
}

function readMe(origin: string, withName: boolean): string {
  const name = withName
    ? 'It holds the name of the person it is about, because that person chose so.'
    : 'It does not say whom it is about. Whoever gave it to you can say so, and prove it.'
  return `Evidence of learning, from Casecircle at ${origin}

evidence.json says what a person took part in: facts, never their own words.
${name}

To check that nothing in it was changed
1. Online: open ${origin}/verify and choose this ZIP file.
2. Without a network: open verify.html and choose this ZIP file. Nothing leaves your computer.
   Whoever gave you the file could have changed the page as well. To be sure, take the page
   from ${origin}/verify yourself.
3. On a command line with Node 20 or later: node verify.mjs evidence.json

The signature shows that nothing was changed since. That the key is really ours you see at
${origin}/.well-known/casecircle-keys.json
`.replaceAll('\n', '\r\n')
}
