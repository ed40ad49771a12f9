import type { ReleaseHash } from '#server/platform/rules/ids.ts'
import { checkToolkit } from './check.server.ts'
import type { Standards } from './draft.server.ts'
import { releaseBody, searchTexts } from './release-body.server.ts'
import type { RenderedPart } from './render.server.ts'
import type { Finding } from './rules/release.ts'
import type { ReleaseBody, SearchText } from './rules/stored-release.ts'
import { mediaNames, type ToolkitSource } from './source.server.ts'

/** What is needed to make a release of a folder, wherever that is done. */
export type Preparation = {
  source: ToolkitSource
  standards: Standards
  hash: ReleaseHash
  /** Versions that were published with another text. */
  takenVersions: ReadonlySet<string>
  /** Only its findings are wanted. */
  judgeOnly?: true
}

/** What was found, and the release to keep when nothing of it counts. */
export type Prepared = {
  findings: Finding[]
  release: {
    version: string
    body: ReleaseBody
    search: SearchText[]
    parts: RenderedPart[]
  } | null
}

/** Checks a toolkit and, when it is sound, renders it: the work of publishing, without the keeping. */
export async function prepare(work: Preparation): Promise<Prepared> {
  const { source, standards, hash, takenVersions } = work
  const { draft, findings } = checkToolkit(source, standards)
  if (!draft || work.judgeOnly) return { findings, release: null }
  const { version } = draft.toolkit
  if (takenVersions.has(version))
    return { findings: [...findings, versionTaken(source, version)], release: null }
  // Loaded when something is rendered: who only checks does not wait for the compiler.
  const { renderToolkit } = await import('./render.server.ts')
  return {
    findings,
    release: {
      version,
      body: releaseBody(draft),
      search: searchTexts(draft),
      parts: await renderToolkit(draft, hash, mediaNames(source)),
    },
  }
}

function versionTaken(source: ToolkitSource, version: string): Finding {
  const yaml = source.files.find((file) => file.path === 'toolkit.yaml')
  const line = yaml?.text.split('\n').findIndex((one) => one.startsWith('version:')) ?? 0
  return {
    file: yaml?.shown ?? source.shown,
    line: line + 1,
    column: 1,
    rule: 'version',
    message: `Version ${version} has been published with another text.`,
    mend: 'Raise the version.',
  }
}
