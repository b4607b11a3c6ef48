// Reads chats with mtcute. Each line of the input names chats; the answer is their number of messages.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { MemoryStorage } from '@mtcute/core';
import { addPublicKey } from '@mtcute/core/utils.js';
import { MtProxyTcpTransport, TelegramClient } from '@mtcute/node';
import { NodeCryptoProvider } from '@mtcute/node/utils.js';

const telegram = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const version = JSON.parse(readFileSync('node_modules/@mtcute/node/package.json', 'utf8')).version;
const crypto = new NodeCryptoProvider();
await crypto.initialize();
addPublicKey(crypto, telegram.key);
const client = new TelegramClient({
  apiId: telegram.api_id,
  apiHash: telegram.api_hash,
  storage: new MemoryStorage(),
  transport: new MtProxyTcpTransport(telegram),
  updates: false,
});
await client.start({
  phone: telegram.phone,
  code: () => telegram.code,
  codeSentCallback: () => {},
});
console.log(`mtcute ${version}`);
for await (const line of createInterface({ input: process.stdin })) {
  let messages = 0;
  for (const chat of line.split(' ')) {
    for await (const message of client.iterHistory(chat)) {
      messages += message.id > 0 ? 1 : 0;
    }
  }
  console.log(messages);
}
process.exit(0);
