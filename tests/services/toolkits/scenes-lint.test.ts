import { join } from 'node:path'
import { expect, test } from 'vitest'
import { londonDay } from '#server/platform/rules/london.ts'
import { checkToolkit } from '#server/toolkits/check.server.ts'
import { findingLine } from '#server/toolkits/rules/release.ts'
import { readToolkit } from '#server/toolkits/source.server.ts'
import { checkContent, lockContent } from '#server/toolkits/content-command.server.ts'
import { readVideo } from '#server/toolkits/video-file.server.ts'
import { tinyMp4, tinyWebm } from '#tests/support/tiny-video.ts'
import { contentFolder, noon, write, type Files } from './folder.ts'
import { captions, options, scale, transcript, video, videoFiles, vignette } from './scenes.ts'

const first = 'toolkits/listening/module/01-first.mdx'
const lock = 'toolkits/listening/ids.lock.json'
const media = 'toolkits/listening/media'
const head =
  '---\ntitle: A section\n---\n\nA <Term id="voice">voice</Term>.<Cite ref="lundy" />\n\n'
const body = (text: string): Files => ({ [first]: `${head}${text}` })
const clock = { now: () => noon }

async function check(files: Files): Promise<string[]> {
  const folder = contentFolder(files)
  const source = await readToolkit(join(folder, 'toolkits', 'listening'))
  const { findings } = checkToolkit(source, {
    ...{ codes: null, formats: null, today: londonDay(noon) },
    ...{ publishedIds: new Map(), tolerated: new Set() },
  })
  return findings.map((one) => findingLine(one).replace(`${folder}/`, ''))
}

test('a sound vignette, spread and video have nothing to mend', async () => {
  const text = [vignette, scale, options, video].join('\n')
  expect(await check({ ...body(text), ...videoFiles })).toEqual([])
})

/** One fault each: what it is, the text, and the line that must be printed for it. */
const faults: [string, string, string][] = [
  [
    'unknown target',
    vignette.replace('to="wait"', 'to="nowhere"').replace(/<Scene id="wait">[\s\S]*?<\/Scene>/, ''),
    `${first}:13:1  scenes  There is no scene nowhere in this vignette.`,
  ],
  [
    'two scenes of one id',
    vignette.replace('<Scene id="talk">', '<Scene id="note">').replace('to="talk"', 'to="note"'),
    `${first}:31:1  scenes  Two scenes are called note.`,
  ],
  [
    'a scene that nobody reaches',
    vignette.replace('<Go to="talk">Ask him how he is</Go>\n', ''),
    `${first}:30:1  scenes  No way leads to the scene talk.`,
  ],
  [
    'a choice that leads back to its own scene',
    vignette.replace('to="ring"', 'to="wait"'),
    `${first}:22:1  scenes  This choice leads back to its own scene wait.`,
  ],
  [
    'two choices that lead to one scene',
    vignette.replace('to="ring"', 'to="talk"'),
    `${first}:22:1  scenes  Two choices of this scene lead to talk.`,
  ],
  [
    'one scene alone',
    '<Vignette id="a">\n<Scene id="b">\nWords.\n</Scene>\n</Vignette>\n',
    `${first}:7:1  scenes  A vignette has at least two scenes.`,
  ],
  [
    'a scene without words',
    '<Vignette id="a">\n<Scene id="b">\n<Go to="c">On</Go>\n</Scene>\n<Scene id="c">\nWords.\n</Scene>\n</Vignette>\n',
    `${first}:8:1  scenes  This scene says nothing.`,
  ],
  [
    'a choice in a list',
    vignette.replace('<Go to="ring">', '- <Go to="ring">'),
    `${first}:22:3  place  <Go> stands alone.`,
  ],
  [
    'a component in a scene',
    vignette.replace('a boy', 'a <Term id="voice">boy</Term>'),
    `${first}:19:15  place  <Term> stands inside an item.`,
  ],
  [
    'a heading in a scene',
    vignette.replace('SCENE-NOTE', '## SCENE-NOTE'),
    `${first}:27:1  heading  A heading stands here inside something else.`,
  ],
  [
    'a detail in a scene that leads to somebody',
    vignette.replace('You ring.', 'You ring 07700 900123.'),
    `${first}:11:10  identifying  This looks like a telephone number.`,
  ],
  [
    'words between scenes',
    vignette.replace('<Scene id="note">', 'Words.\n\n<Scene id="note">'),
    `${first}:25:1  place  <Vignette> holds no text of its own.`,
  ],
  [
    'a scene alone',
    '<Scene id="a">\nWords.\n</Scene>\n',
    `${first}:7:1  place  <Scene> stands alone.`,
  ],
  [
    'a vignette in a callout',
    `<Callout kind="note">\n\n${vignette}\n</Callout>\n`,
    `${first}:9:1  place  <Vignette> stands inside something else.`,
  ],
  [
    'a spread without scale or options',
    scale.replace(' lowest="Not at all" highest="Very"', '').replaceAll(/for="\d"/g, 'for="a"'),
    `${first}:7:1  spread  A spread has a scale or at least two options.`,
  ],
  [
    'half a scale',
    scale.replace(' highest="Very"', ''),
    `${first}:7:1  spread  A scale says what both its ends mean.`,
  ],
  [
    'a scale with options',
    scale.replace('<Judgement', '<Option id="a">A</Option>\n<Judgement'),
    `${first}:9:1  spread  A scale has no options.`,
  ],
  [
    'a judgement beside the scale',
    scale.replace('for="4"', 'for="6"'),
    `${first}:10:1  spread  There is no option 6 in this spread.`,
  ],
  [
    'a judgement for an unknown option',
    options.replace('for="father"', 'for="mother"'),
    `${first}:13:1  spread  There is no option mother in this spread.`,
  ],
  [
    'a judgement without a reason',
    options.replace('PANEL-RIGHT: he has a right to it.', ''),
    `${first}:13:1  spread  This judgement gives no reason.`,
  ],
  [
    'a panel of one',
    options.replace(/<Judgement for="father".*\n/, ''),
    `${first}:7:1  spread  A panel is at least two people.`,
  ],
  [
    'a panel of whom nothing is said',
    options.replace(' panel="PANEL-WHO: two invented voices."', ''),
    `${first}:7:1  attribute  <Spread> lacks panel.`,
  ],
  [
    'a video without captions',
    video.replace(' captions="media/visit.vtt"', ''),
    `${first}:7:1  media  <Video> lacks captions.`,
  ],
  [
    'a video without a transcript',
    video.replace(' transcript="media/visit.md"', ''),
    `${first}:7:1  media  <Video> lacks transcript.`,
  ],
  [
    'a video that is not there',
    video.replace('visit.webm', 'gone.mp4'),
    `${first}:7:1  media  There is no media/gone.mp4.`,
  ],
  [
    'a video from elsewhere',
    video.replace('media/visit.webm', 'https://a.test/v.mp4'),
    `${first}:7:8  media  src of <Video> is not right.`,
  ],
]

test.each(faults)('check tells with line and column: %s', async (_what, text, line) => {
  const lines = await check({ ...body(text), ...videoFiles })
  expect(lines).toEqual([expect.stringContaining(line)])
})

/** Faults of the files of a video: what it is, the file, and the line. */
const fileFaults: [string, Files, string][] = [
  [
    'captions that are missing',
    { [`${media}/visit.vtt`]: null },
    `${first}:7:1  media  There is no media/visit.vtt.`,
  ],
  [
    'captions beyond the end of the video',
    { [`${media}/visit.vtt`]: captions.replace('00:05.500', '00:09.000') },
    `${media}/visit.vtt:6:1  captions  This caption ends at 9 seconds, beyond the video's 6.0.`,
  ],
  [
    'malformed captions',
    { [`${media}/visit.vtt`]: captions.replace('00:02.000 -->', '2s -->') },
    `${media}/visit.vtt:6:1  captions  The times of this caption cannot be read.`,
  ],
  [
    'a transcript without times',
    { [`${media}/visit.md`]: 'Dana speaks.\n' },
    `${media}/visit.md:1:1  transcript  This transcript does not say when anything is heard.`,
  ],
  [
    'a transcript that goes on beyond the video',
    { [`${media}/visit.md`]: `${transcript}\n[0:07] More.\n` },
    `${media}/visit.md:5:1  transcript  [0:07] is beyond the video's 6.0 seconds.`,
  ],
  [
    'code in a transcript',
    { [`${media}/visit.md`]: `${transcript}\n{1}\n` },
    `${media}/visit.md:5:1  expression  Braces hold code`,
  ],
  [
    'a component in a transcript',
    { [`${media}/visit.md`]: `${transcript}\n${video}` },
    `${media}/visit.md:5:1  transcript  <Video> is not used in a transcript.`,
  ],
  [
    'a video that is none',
    { [`${media}/visit.webm`]: 'GIF89a' },
    `${media}/visit.webm:1:1  media  The file is not a video as its name says.`,
  ],
]

test.each(fileFaults)('check tells of a file: %s', async (_what, files, line) => {
  const lines = await check({ ...body(video), ...videoFiles, ...files })
  expect(lines).toEqual([expect.stringContaining(line)])
})

test('ids of scenes and options are for ever: answers hang on them', async () => {
  const folder = contentFolder(body(`${vignette}\n${options}`))
  const lines: string[] = []
  const say = (line: string) => void lines.push(line.replace(`${folder}/`, ''))
  expect(await lockContent(folder, say, clock)).toBe(0)
  write(folder, body(`${vignette.replaceAll('"note"', '"letter"')}\n${options}`))
  await checkContent(folder, say, clock)
  expect(lines.at(-2)).toContain(
    `${first}:7:1  id  The id at-the-door named a vignette with the scene note before.`,
  )
  write(folder, body(`${vignette}\n${options.replaceAll('"father"', '"dad"')}`))
  await checkContent(folder, say, clock)
  expect(lines.at(-2)).toContain('The id first-call named a spread with the option father before.')
  // A broken way does not make the item vanish as well.
  write(folder, body(`${vignette.replace('to="ring"', 'to="gone"')}\n${options}`))
  lines.length = 0
  await checkContent(folder, say, clock)
  expect(lines).toHaveLength(2)
  expect(lines[0]).not.toContain(lock)
})

test('a video says what it is, how long it plays and how big it is', () => {
  expect(readVideo('a.webm', tinyWebm(6))).toEqual({
    ...{ type: 'video/webm', seconds: 6, size: { width: 1, height: 1 }, fault: null },
  })
  expect(readVideo('a.mp4', tinyMp4(75))).toEqual({
    ...{ type: 'video/mp4', seconds: 75, size: { width: 640, height: 360 }, fault: null },
  })
  expect(readVideo('a.mp4', tinyWebm(6)).fault).toMatch(/not a video/)
  expect(readVideo('a.mp4', tinyMp4(0)).fault).toMatch(/does not say its length/)
  // Cut anywhere, or any byte changed, it is read to an end.
  for (const [name, whole] of [
    ['a.webm', tinyWebm(2)],
    ['a.mp4', tinyMp4(2)],
  ] as const) {
    for (let at = 0; at < whole.length; at += 1) {
      readVideo(name, whole.subarray(0, at))
      const changed = Buffer.from(whole)
      changed[at] = 0xff
      readVideo(name, changed)
    }
  }
})
