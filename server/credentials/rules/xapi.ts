import type { Evidence } from '#server/evidence/rules/evidence.ts'

/** Who a statement is about: an opaque account of this installation, with a name only if wanted. */
export type XapiActor = { account: string; name: string | null; origin: string }

const verbs = 'http://adlnet.gov/expapi/verbs'
const activities = 'http://adlnet.gov/expapi/activities'

/** One fact as an xAPI 1.0.3 statement: what was completed or attended, never anybody's words. */
export function xapiStatement(
  { id, fact }: Pick<Evidence, 'id' | 'fact'>,
  { account, name, origin }: XapiActor,
) {
  const isModule = fact.kind === 'module-completed'
  const happenedAt = isModule ? fact.completedAt : fact.endedAt
  const minutes = isModule ? fact.activeMinutes : fact.minutesPresent
  return {
    id,
    actor: {
      objectType: 'Agent',
      ...(name === null ? {} : { name }),
      account: { homePage: origin, name: account },
    },
    verb: isModule ? verb('completed') : verb('attended'),
    object: {
      objectType: 'Activity',
      id: `${origin}/toolkits/${fact.toolkit}${isModule ? '' : '#case-study'}`,
      definition: {
        type: `${activities}/${isModule ? 'course' : 'meeting'}`,
        name: { 'en-GB': fact.title },
      },
    },
    result: { completion: true, duration: `PT${Math.round(minutes)}M` },
    context: {
      platform: 'Casecircle',
      language: 'en-GB',
      ...(isModule ? { revision: fact.version } : {}),
    },
    timestamp: new Date(happenedAt).toISOString(),
  }
}

function verb(name: 'completed' | 'attended') {
  return { id: `${verbs}/${name}`, display: { 'en-GB': name } }
}
