import Database from 'libsql';
import { join } from 'node:path';

/** How many messages of customers are stored in a server's data folder. Every acknowledged one has to be among them. */
export function committedMessages(dataPath) {
  const database = new Database(join(dataPath, 'jieda.db'), { readonly: true });
  try {
    return database.prepare("select count(*) as count from message where sender = 'customer'").get().count;
  } finally {
    database.close();
  }
}
