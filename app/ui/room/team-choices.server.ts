import type { LoaderFunctionArgs } from '@remix-run/node'
import { found, readParam, signedIn } from '#app/context.ts'
import { teamId } from '#server/platform/rules/ids.ts'
import { toolkitChoice } from '#server/rooms/rules/toolkit-choice.ts'
import { formatMinutes } from '#server/toolkits/rules/format.ts'

/**
 * What a room of a team can be made of, for whoever manages it: the toolkits with a case study, those
 * that the team was given first, and the formats that it is offered. 404 for everybody else.
 */
export async function teamChoices({ context, params, request }: LoaderFunctionArgs) {
  const actor = signedIn(context)
  const team = readParam(teamId, params['team'])
  const { organisations, toolkits, learning, formats } = context.services
  const { name, members } = found(await organisations.teamPage(actor, team))
  const asked = new URL(request.url).searchParams
  const library = await toolkits.library()
  const given = found(await learning.teamProgress(actor, team)).map((one) => one.toolkit)
  const offered = found(await formats.page(actor, team)).formats
  return {
    actor,
    team,
    name,
    members,
    asked,
    ...toolkitChoice(library, given, asked.get('toolkit')),
    formats: offered
      .filter(({ retired }) => !retired)
      .map(({ format, own }) => ({ format, own, minutes: formatMinutes(format) })),
  }
}
