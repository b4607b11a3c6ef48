// Reads chats with GramJS. Each line of the input names chats; the answer is their number of messages.
const { createPublicKey } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { createInterface } = require('node:readline/promises');
const bigInt = require('big-integer');
const { TelegramClient } = require('telegram');
const { _serverKeys } = require('telegram/crypto/RSA');
const { LogLevel, Logger } = require('telegram/extensions/Logger');
const { PacketCodec } = require('telegram/network/connection/Connection');
const { TCPMTProxy } = require('telegram/network/connection/TCPMTProxy');
const { MemorySession } = require('telegram/sessions');

// The emulator's transport, which GramJS lacks.
class IntermediatePacketCodec extends PacketCodec {
  static obfuscateTag = Buffer.from('eeeeeeee', 'hex');
  obfuscateTag = IntermediatePacketCodec.obfuscateTag;
  tag = this.obfuscateTag;

  encodePacket(data) {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(data.length);
    return Buffer.concat([length, data]);
  }

  async readPacket(reader) {
    return reader.read((await reader.read(4)).readUInt32LE());
  }
}

class IntermediateMTProxy extends TCPMTProxy {
  PacketCodecClass = IntermediatePacketCodec;
}

function trust(telegram) {
  const { n, e } = createPublicKey(telegram.key).export({ format: 'jwk' });
  const number = (base64) => bigInt(Buffer.from(base64, 'base64url').toString('hex'), 16);
  _serverKeys.set(telegram.fingerprint, { n: number(n), e: number(e).toJSNumber() });
}

async function open(telegram) {
  const session = new MemorySession();
  session.setDC(1, telegram.host, telegram.port);
  const client = new TelegramClient(session, telegram.api_id, telegram.api_hash, {
    proxy: { ip: telegram.host, port: telegram.port, secret: telegram.secret, MTProxy: true },
    baseLogger: new Logger(LogLevel.ERROR),
  });
  client._connection = IntermediateMTProxy;
  await client.start({
    phoneNumber: telegram.phone,
    phoneCode: async () => telegram.code,
    onError: (error) => {
      throw error;
    },
  });
  return client;
}

async function main() {
  const telegram = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  trust(telegram);
  const client = await open(telegram);
  console.log(`GramJS ${require('telegram/package.json').version}`);
  for await (const line of createInterface({ input: process.stdin })) {
    let messages = 0;
    for (const chat of line.split(' ')) {
      for await (const message of client.iterMessages(chat)) {
        messages += message.id > 0 ? 1 : 0;
      }
    }
    console.log(messages);
  }
  process.exit(0);
}

main();
