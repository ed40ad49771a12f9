import { ok, refuse, type Outcome } from '#server/platform/rules/outcome.ts'
import { withoutPosted } from '../cards.ts'
import type { Command } from '../commands.ts'
import { logged, notHere, unknown } from '../effects.ts'
import { nothingCloses, nothingOpens, type Effect, type InPhase, type PhaseRules } from './rules.ts'

const atMost = 500

/** Statements in versions, each signed with agreement, reservation or dissent; and actions. */
export const agree: PhaseRules = {
  accepts: [
    'statement.propose',
    'statement.revise',
    'statement.sign',
    'action.add',
    'action.change',
  ],
  grace: 'statement.propose',
  late: false,
  withoutNames: false,
  reduce: (command, on) => statement(command, on) ?? action(command, on) ?? notHere(on.phase.title),
  opens: nothingOpens,
  closes: nothingCloses,
  announcement: () =>
    'Propose what the team agrees. Sign each statement: agree, agree with reservation or disagree.',
  summary: (view) => ({
    part: 'agreement',
    statements: view.statements,
    actions: view.actions,
  }),
}

function statement(command: Command, on: InPhase): Outcome<Effect> | null {
  const { state, actor, own, phase } = on
  const { statements } = state.view
  switch (command.type) {
    case 'statement.propose': {
      if (statements.length >= atMost) return full('statements')
      const { text } = command.body
      const body = { statement: command.id, revision: 1, text }
      return ok<Effect>({
        events: [{ stream: 'room', type: 'statement.proposed', body, actor }],
        mines: withoutPosted(actor, own, phase.id, 'statement', text),
      })
    }
    case 'statement.revise': {
      const found = statements.find((one) => one.statement === command.body.statement)
      if (!found) return unknown('statement')
      const body = { ...command.body, revision: found.revision + 1 }
      return logged({ stream: 'room', type: 'statement.revised', body, actor })
    }
    case 'statement.sign': {
      const found = statements.some((one) => one.statement === command.body.statement)
      if (!found) return unknown('statement')
      return logged({ stream: 'room', type: 'statement.signed', body: command.body, actor })
    }
    default:
      return null
  }
}

function action(command: Command, { state, actor }: InPhase): Outcome<Effect> | null {
  const { actions } = state.view
  switch (command.type) {
    case 'action.add': {
      if (actions.length >= atMost) return full('actions')
      const body = { action: command.id, ...command.body }
      return logged({ stream: 'room', type: 'action.added', body, actor })
    }
    case 'action.change': {
      if (!actions.some((one) => one.action === command.body.action)) return unknown('action')
      return logged({ stream: 'room', type: 'action.changed', body: command.body, actor })
    }
    default:
      return null
  }
}

function full(what: string): Outcome<never> {
  return refuse('too_many', `There are as many ${what} as the room can hold. Your text is kept.`)
}
