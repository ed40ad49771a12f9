import type { TeamRole } from '#server/access/rules/actor.ts'

export type CastMember = {
  name: string
  email: string
  jobTitle: string
  administrator?: boolean
  team?: string
  role?: TeamRole
}

export const organisationName = 'Northbridge Council'
export const familySupport = 'Family Support East'
export const adultsLocality = 'Adults Locality West'
/** Public on purpose: these accounts exist only where the address is a loopback one. */
export const demonstrationPassword = 'northbridge-demo'

/** The invented people of the demonstration organisation. */
export const northbridgeCast: readonly CastMember[] = [
  {
    name: 'Amara Osei',
    email: 'amara@northbridge.example',
    jobTitle: 'Team manager',
    team: familySupport,
    role: 'manager',
  },
  {
    name: 'Ben Whitfield',
    email: 'ben@northbridge.example',
    jobTitle: 'Social worker',
    team: familySupport,
  },
  {
    name: 'Chloe Marsh',
    email: 'chloe@northbridge.example',
    jobTitle: 'Social worker',
    team: familySupport,
  },
  {
    name: 'Dev Anand',
    email: 'dev@northbridge.example',
    jobTitle: 'Family support worker',
    team: familySupport,
  },
  {
    name: 'Ewa Nowak',
    email: 'ewa@northbridge.example',
    jobTitle: 'Senior social worker',
    team: familySupport,
  },
  {
    name: 'Farid Rahimi',
    email: 'farid@northbridge.example',
    jobTitle: 'Newly qualified social worker',
    team: familySupport,
  },
  {
    name: 'Grace Holloway',
    email: 'grace@northbridge.example',
    jobTitle: 'Team manager',
    team: adultsLocality,
    role: 'manager',
  },
  {
    name: 'Hana Sato',
    email: 'hana@northbridge.example',
    jobTitle: 'Social worker',
    team: adultsLocality,
  },
  {
    name: 'Idris Bello',
    email: 'idris@northbridge.example',
    jobTitle: 'Occupational therapist',
    team: adultsLocality,
  },
  {
    name: 'Jo Carver',
    email: 'jo@northbridge.example',
    jobTitle: 'Workforce development lead',
    administrator: true,
  },
]

/** `count` accounts for load, ten to a team, the first of each ten its manager. */
export function loadCast(count: number): CastMember[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index).padStart(4, '0')
    return {
      name: `Load ${number}`,
      email: `p${number}@northbridge.example`,
      jobTitle: index % 10 === 0 ? 'Team manager' : 'Social worker',
      team: `Load team ${String(Math.floor(index / 10)).padStart(3, '0')}`,
      role: index % 10 === 0 ? 'manager' : 'practitioner',
    }
  })
}
