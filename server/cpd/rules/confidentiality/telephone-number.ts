import { placesOf, type Rule } from './finding.ts'

const shapes = [
  // British numbers, with or without the country's code, spaces, hyphens, dots and brackets.
  /(?<!ISBN:? ?)(?<![\d-])(?:(?:\+|00 ?)44[\s.-]?\(?0?\)?|\(?0)(?:[\s.-]?\(?\d\)?){9,10}(?![\d])/g,
  /(?<![\d+])\+(?!44)[1-9]\d{0,2}(?:[ .-]?\d{1,4}){3,6}(?!\d)/g,
  /\b(?:ext\.?|extension) ?\d{3,6}\b/gi,
]

export const telephoneNumber: Rule = {
  name: 'a telephone number',
  why: 'Whoever rings it knows who it is.',
  find: (text) => shapes.flatMap((shape) => placesOf(text, shape, '[telephone number left out]')),
}
