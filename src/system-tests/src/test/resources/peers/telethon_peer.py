"""Reads chats with Telethon. Each line of the input names chats; the answer is their number of messages."""

import asyncio
import json
import sys

import telethon
from telethon.crypto import rsa
from telethon.network import ConnectionTcpMTProxyIntermediate
from telethon.sessions import MemorySession


async def main():
    with open(sys.argv[1]) as file:
        telegram = json.load(file)
    address = telegram["host"], telegram["port"]
    rsa.add_key(telegram["key"], old=False)
    session = MemorySession()
    session.set_dc(1, *address)
    client = telethon.TelegramClient(
        session,
        telegram["api_id"],
        telegram["api_hash"],
        connection=ConnectionTcpMTProxyIntermediate,
        proxy=(*address, telegram["secret"]),
        receive_updates=False,
    )
    await client.connect()
    await client.send_code_request(telegram["phone"])
    await client.sign_in(telegram["phone"], telegram["code"])
    print("Telethon", telethon.__version__, flush=True)
    for line in sys.stdin:
        messages = 0
        for chat in line.split():
            # Without a wait_time Telethon rests for a second after each request for a long history.
            async for message in client.iter_messages(chat, wait_time=0):
                messages += message.id > 0
        print(messages, flush=True)


asyncio.run(main())
