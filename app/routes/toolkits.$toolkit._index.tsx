import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { found, readParam, seeOther, signedIn } from '#app/context.ts'
import { paths } from '#app/paths.ts'
import { useReader } from '#app/reader.ts'
import { EarlierAnswers, WhatChanged } from '#app/ui/learning/what-changed.tsx'
import { Page } from '#app/ui/layout/page.tsx'
import { ModulePanel } from '#app/ui/learning/module-panel.tsx'
import { SectionList } from '#app/ui/learning/section-list.tsx'
import { References, ToolkitFacts } from '#app/ui/learning/toolkit-facts.tsx'
import { Panel } from '#app/ui/panel.tsx'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { londonDay } from '#server/platform/rules/london.ts'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded ? `${loaded.overview.card.title} – Casecircle` : 'Casecircle' },
]

export async function loader({ context, params }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const toolkit = readParam(toolkitId, params['toolkit'])
  const overview = found(await context.services.learning.overview(actor, toolkit))
  const entry = await context.services.cpd.entryOfModule(actor, toolkit)
  return { overview, entry, today: londonDay(Date.now()) }
}

/** The one thing to be said here: that the learner has read what changed. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const actor = signedIn(context)
  const toolkit = readParam(toolkitId, params['toolkit'])
  found(await context.services.learning.sawRelease(actor, toolkit))
  // Who read it in a section goes on there.
  const section = slug.safeParse((await request.formData()).get('section'))
  return seeOther(section.success ? paths.section(toolkit, section.data) : paths.toolkit(toolkit))
}

const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)

export default function ToolkitPage() {
  const { overview, entry, today } = useLoaderData<typeof loader>()
  const { card, progress, warnings, changed, references } = overview
  const isDone = progress.state === 'done'
  const warned = progress.sections.filter((section) => warnings[section.section] !== undefined)
  return (
    <Page reader={useReader()} current={paths.toolkits}>
      <p className="govuk-body cc-small">
        <a className="govuk-link" href={paths.toolkits}>
          Toolkits
        </a>
      </p>
      <h1 className="govuk-heading-xl">{card.title}</h1>
      <div className="cc-split">
        <div>
          <p className="govuk-body-l">{card.summary}</p>
          {changed ? (
            <WhatChanged toolkit={card.toolkit} version={card.version} changed={changed} />
          ) : null}
          <ModulePanel overview={overview} entry={entry} today={today} />
          {warned.length > 0 && !isDone ? (
            <Panel kind="warn" classes="govuk-!-margin-bottom-6">
              <h2 className="govuk-heading-s govuk-!-margin-bottom-1">Before you start</h2>
              <ul className="govuk-list govuk-list--bullet">
                {warned.map(({ section, title }) => (
                  <li key={section}>
                    {title}: {warnings[section]}
                  </li>
                ))}
              </ul>
            </Panel>
          ) : null}
          <h2 className="govuk-heading-m">About this toolkit</h2>
          <ToolkitFacts overview={overview} />
          <EarlierAnswers answers={overview.earlierAnswers} />
          <p className="govuk-body">
            <a className="govuk-link" href={paths.print(card.toolkit)}>
              Print or download the whole module
            </a>
          </p>
          <References references={references} />
        </div>
        <nav className="cc-aside" aria-labelledby="sections">
          <h2 className="govuk-heading-s" id="sections">
            In this module
          </h2>
          <SectionList toolkit={card.toolkit} sections={progress.sections} />
        </nav>
      </div>
    </Page>
  )
}
