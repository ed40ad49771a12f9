import { paths } from '#app/paths.ts'
import type { Progress } from '#server/learning/rules/progress.ts'
import { Mark, type MarkKind } from '../mark.tsx'
import { sectionText } from './words.ts'

const marks = {
  done: { kind: 'done', words: 'Done' },
  'in-progress': { kind: 'part', words: 'In progress' },
  'not-started': { kind: 'empty', words: 'Not started' },
} satisfies Record<Progress['state'], { kind: MarkKind; words: string }>

/** The sections of a module with how far each one is; `current` is the one on this page. */
export function SectionList(props: {
  toolkit: string
  sections: Progress['sections']
  current?: string
}) {
  return (
    <ol className="cc-ready">
      {props.sections.map((section, index) => {
        const { kind, words } = marks[section.state]
        const name = `${index + 1}. ${section.title}`
        const detail = sectionText(section)
        return (
          <li key={section.section}>
            <Mark kind={kind} words={words} />
            <span>
              {section.section === props.current ? (
                <b aria-current="page">{name}</b>
              ) : (
                <a className="govuk-link" href={paths.section(props.toolkit, section.section)}>
                  {name}
                </a>
              )}
              {detail ? <small>{detail}</small> : null}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
