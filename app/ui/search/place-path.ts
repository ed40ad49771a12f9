import { paths } from '#app/paths.ts'
import type { Place } from '#server/search/rules/hit.ts'

/** The address of what was found, down to the heading or the item. */
export function placePath(place: Place): string {
  switch (place.kind) {
    case 'passage': {
      if (place.section === '') return paths.toolkit(place.toolkit)
      const section = paths.section(place.toolkit, place.section)
      return place.anchor === '' ? section : `${section}#${place.anchor}`
    }
    case 'reflection':
      return `${paths.section(place.toolkit, place.section)}#item-${place.item}`
    case 'note': {
      const section = paths.section(place.toolkit, place.section)
      return place.item === null ? section : `${section}#item-${place.item}`
    }
    case 'diary':
      return paths.diaryEntry(place.written)
    case 'entry':
      return paths.cpdEntry(place.entry)
    case 'format':
      return paths.teamFormat(place.team, place.format)
  }
}
