import { Children, createElement as h, type ReactNode } from 'react'
import type { ProseComponents } from './components.server.ts'
import type { Size } from './media.server.ts'
import { spokenAt, timeOfParagraph } from './rules/captions.ts'

export type ShownVideo = {
  address: string
  captionsAddress: string
  size: Size | null
  seconds: number
  /** Our own rendering of the checked transcript. */
  transcriptHtml: string
}

/**
 * A video with its captions and, under it, its transcript. It works without a script; with one, the
 * transcript follows the video (app/ui/learning/video-transcript.ts).
 */
export function videoFigure(video: ShownVideo): ReactNode {
  return h(
    'figure',
    { className: 'cc-video' },
    h(
      'video',
      {
        ...{ src: video.address, 'aria-label': `Video, ${lengthText(video.seconds)}` },
        ...{ controls: true, preload: 'metadata', playsInline: true },
        ...(video.size ?? {}),
      },
      h('track', {
        ...{ kind: 'captions', src: video.captionsAddress, srcLang: 'en', label: 'English' },
        default: true,
      }),
    ),
    h(
      'details',
      { className: 'govuk-details cc-video__transcript', open: true },
      h(
        'summary',
        { className: 'govuk-details__summary' },
        h(
          'span',
          { className: 'govuk-details__summary-text' },
          `Transcript of this video, ${lengthText(video.seconds)}`,
        ),
      ),
      h('div', {
        className: 'govuk-details__text',
        dangerouslySetInnerHTML: { __html: video.transcriptHtml },
      }),
    ),
  )
}

/** The components of a transcript: a paragraph with a time leads to that moment of the video. */
export function transcriptComponents(
  prose: ProseComponents,
  videoAddress: string,
): ProseComponents {
  return {
    ...prose,
    p: function Spoken({ children }) {
      const [first, ...rest] = Children.toArray(children)
      const time = typeof first === 'string' ? timeOfParagraph(first) : null
      if (typeof first !== 'string' || !time) return h('p', { className: 'govuk-body' }, children)
      return h(
        'p',
        { className: 'govuk-body cc-spoken', 'data-at': time.seconds },
        h(
          'a',
          { className: 'govuk-link cc-spoken__at', href: `${videoAddress}#t=${time.seconds}` },
          h('span', { className: 'govuk-visually-hidden' }, 'Play from '),
          time.shown,
        ),
        ' ',
        first.replace(spokenAt, ''),
        ...rest,
      )
    },
  }
}

/** '45 seconds', '1 minute 12 seconds' */
function lengthText(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds))
  const count = (n: number, word: string) => (n === 0 ? [] : [`${n} ${word}${n === 1 ? '' : 's'}`])
  return [...count(Math.floor(whole / 60), 'minute'), ...count(whole % 60, 'second')].join(' ')
}
