import { createServer } from 'node:http'
import { Server } from 'socket.io'

/** The bare engine: a message to a room is handed to everybody in it and acknowledged. */
const server = createServer((_request, response) => void response.end('ready'))
const io = new Server(server, { serveClient: false, perMessageDeflate: false })
io.on('connection', (socket) => {
  socket.on('join', async (room: string, joined: () => void) => {
    await socket.join(room)
    joined()
  })
  socket.on('post', (room: string, text: string, posted: () => void) => {
    io.to(room).emit('seen', text)
    posted()
  })
})
server.listen(Number(process.env['PORT']))
process.on('SIGTERM', () => process.exit(0))
