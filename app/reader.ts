import type { Actor } from '#server/access/rules/actor.ts'
import { useRouteLoaderData } from '@remix-run/react'
import type { Reader } from './ui/layout/page.tsx'

/** What the frame of a page says about whoever looks at it. */
export function readerOf(actor: Actor | null): Reader | null {
  if (!actor) return null
  return {
    firstName: firstName(actor.name),
    organisationName: actor.organisationName,
    teams: actor.memberships
      .filter((membership) => membership.role === 'manager')
      .map(({ team, teamName }, _, led) => ({
        team,
        name: led.length === 1 ? 'My team' : teamName,
      })),
    isAdministrator: actor.administrator,
  }
}

export function firstName(name: string): string {
  return name.split(' ')[0] ?? name
}

type RootData = { reader: Reader | null; demonstration: boolean }

/** The person who looks at this page, from the root's loader. */
export function useReader(): Reader | null {
  return useRouteLoaderData<RootData>('root')?.reader ?? null
}
