// A bare Socket.IO server with the settings of ours: acknowledges every message at once and does nothing else.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const sockets = new Server(http, { serveClient: false, perMessageDeflate: false, maxHttpBufferSize: 65_536 });
sockets.of('/visitor').on('connection', (socket) => {
  let seq = 0;
  socket.on('resume', (_payload, acknowledge) => acknowledge({ messages: [] }));
  socket.on('message', (_payload, acknowledge) => acknowledge({ seq: (seq += 1) }));
});
http.listen(0, '127.0.0.1', () => console.log(`port ${http.address().port}`));
