// Loaded before a server's own program: ends it when the bench is gone, however that ended, and tells what it has used.
import { isMainThread } from 'node:worker_threads';

// Threads of the program load it, too, and have no channel.
if (isMainThread) {
  process.on('message', (message) => {
    if (message !== 'usage') return;
    const { user, system } = process.cpuUsage();
    process.send({ cpu_s: (user + system) / 1e6, resident_bytes: process.memoryUsage.rss(), peak_bytes: process.resourceUsage().maxRSS * 1024 });
  });
  process.once('disconnect', () => process.exit(1));
  // The program decides how long it lives, not this channel.
  process.channel.unref();
}
