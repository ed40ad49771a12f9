import { Icon, type IconName } from './icon.tsx'

export type MarkKind = 'done' | 'part' | 'miss' | 'note' | 'hide' | 'empty'

const signs = {
  done: { modifier: 'done', icon: 'tick' },
  part: { modifier: 'part', icon: null },
  miss: { modifier: 'miss', icon: 'warning' },
  note: { modifier: 'note', icon: 'note' },
  hide: { modifier: 'hide', icon: 'hidden' },
  empty: { modifier: 'todo', icon: null },
} satisfies Record<MarkKind, { modifier: string; icon: IconName | null }>

/**
 * The sign of a state: tick, half, dashed triangle, speech, crossed eye, empty ring. Its word
 * stands beside it on the page; where there is no room for that, `words` are read out.
 */
export function Mark({ kind, words }: { kind: MarkKind; words?: string }) {
  const { modifier, icon } = signs[kind]
  return (
    <span className={`cc-mark cc-mark--${modifier}`}>
      {icon ? <Icon name={icon} /> : null}
      {words ? <span className="govuk-visually-hidden">{words}</span> : null}
    </span>
  )
}
