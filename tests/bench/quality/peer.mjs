// Lets compromise (npm) find the names of texts, for tests/bench/quality/peers.rs, where the form of input and output stands.
// The argument is the path of compromise's module. Places count UTF-16 code units.

import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const { default: nlp } = await import(pathToFileURL(process.argv[2]))
const { texts, runs } = JSON.parse(readFileSync(0, 'utf8'))

// A match's own length counts marks around it, so that its end is taken from its last word.
const find = (text) => {
  const doc = nlp(text)
  const found = [['person', doc.people()], ['organisation', doc.organizations()], ['place', doc.places()]]
  return found.flatMap(([label, view]) => {
    view.compute('offset')
    return view.docs
      .filter((terms) => terms.length > 0)
      .map((terms) => {
        const last = terms[terms.length - 1]
        return [terms[0].offset.start, last.offset.start + last.text.length, label]
      })
  })
}

let names = []
let seconds = Infinity
for (let run = 0; run < runs; run++) {
  const start = performance.now()
  names = texts.map(find)
  seconds = Math.min(seconds, (performance.now() - start) / 1000)
}
process.stdout.write(JSON.stringify({ names, seconds }))
