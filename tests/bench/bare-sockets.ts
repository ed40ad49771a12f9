import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { openConnection } from '#db/connection.ts'

/**
 * The bare engine: a message to a room is handed to everybody in it and acknowledged. With
 * BENCH_DURABLE (a file) it is a row on disk before: what arrives in one turn of the event loop
 * shares a commit, with the same settings as the product's (`synchronous=FULL`).
 */
const server = createServer((_request, response) => void response.end('ready'))
const io = new Server(server, { serveClient: false, perMessageDeflate: false })
const file = process.env['BENCH_DURABLE']
const keep = file === undefined ? (_row: Row, done: () => void) => done() : durable(file)

type Row = { id: string; room: string; text: string }

io.on('connection', (socket) => {
  socket.on('join', async (room: string, joined: () => void) => {
    await socket.join(room)
    joined()
  })
  socket.on('post', (room: string, id: string, text: string, posted: () => void) => {
    keep({ id, room, text }, () => {
      io.to(room).emit('seen', id, text)
      posted()
    })
  })
})
server.listen(Number(process.env['PORT']))
process.on('SIGTERM', () => process.exit(0))

function durable(path: string): (row: Row, done: () => void) => void {
  const database = openConnection(path)
  database.exec('create table posts (id text primary key, room text not null, text text not null)')
  const insert = database.prepare('insert into posts (id, room, text) values (?, ?, ?)')
  let waiting: { row: Row; done: () => void }[] = []
  function commit(): void {
    const batch = waiting
    waiting = []
    database.exec('BEGIN IMMEDIATE')
    for (const { row } of batch) insert.run(row.id, row.room, row.text)
    database.exec('COMMIT')
    for (const { done } of batch) done()
  }
  return (row, done) => {
    if (waiting.length === 0) setImmediate(commit)
    waiting.push({ row, done })
  }
}
