# Stands in for your application: a plain WebSocket server, in which all hear what one says.
# Debian: apt-get install python3-websockets

import asyncio

import websockets

room = set()


async def visit(socket):
    room.add(socket)
    try:
        async for message in socket:
            websockets.broadcast(room, message)
    finally:
        room.discard(socket)


async def main():
    async with websockets.serve(visit, '127.0.0.1', 9000):
        await asyncio.Future()


asyncio.run(main())
