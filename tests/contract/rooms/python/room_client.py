"""A client of the room protocol in another language, for the run in which everything goes wrong.

Written from docs/room-protocol.md alone, on python3-socketio and aiohttp. It takes part in one room
until a line comes on its standard input, repeats what was not answered with the same id, folds the
view by itself and compares digests. What it was told, and what did not agree, goes out as JSON.

python3 room_client.py ORIGIN EMAIL PASSWORD ROOM websocket|polling SEED
"""

import asyncio
import json
import os
import random
import sys
import uuid

import aiohttp
import socketio

from room_view import RoomView, digest

ANSWER_WITHIN = 5


class Unanswered(Exception):
    """Nothing was heard: it may have been done or not."""


class Client:
    def __init__(self, origin, email, password, room, transport, seed):
        self.origin, self.email, self.password = origin, email, password
        self.room, self.transport = room, transport
        self.chance = random.Random(seed)
        self.http = None
        self.cookie = None
        self.socket = None
        self.person = None
        self.folded = RoomView()
        self.log = []
        self.promised = {}
        self.compared = 0
        self.entries = []
        self.faults = []
        self.joined = asyncio.Event()
        self.stopping = asyncio.Event()
        self.pulling = False

    def fault(self, what):
        self.faults.append(str(what)[:300])

    # Plain requests

    async def request(self, method, path, **more):
        headers = {"Origin": self.origin, "Accept": "application/json"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        try:
            async with self.http.request(
                method, self.origin + path, headers=headers, allow_redirects=False, **more
            ) as answer:
                return answer.status, answer.headers, await answer.text()
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise Unanswered(str(error)) from error

    async def sign_in(self):
        self.cookie = None
        form = {"email": self.email, "password": self.password}
        while True:
            try:
                status, headers, _ = await self.request("POST", "/sign-in", data=form)
                if status == 303 and "Set-Cookie" in headers:
                    self.cookie = "; ".join(
                        one.split(";")[0] for one in headers.getall("Set-Cookie")
                    )
                    return
            except Unanswered:
                pass
            await asyncio.sleep(0.3)

    async def snapshot(self):
        while True:
            try:
                status, _, text = await self.request("GET", f"/rooms/{self.room}/snapshot")
                if status == 200:
                    return json.loads(text)
                if status == 401:
                    await self.sign_in()
            except Unanswered:
                pass
            await asyncio.sleep(0.3)

    # The socket

    async def stay_connected(self):
        """Comes back after every cut, with a new session where the old one has ended."""
        while not self.stopping.is_set():
            self.socket = socketio.AsyncClient(reconnection=False)
            self.socket.on("room:events", self.on_events)
            self.socket.on("room:heads", self.on_heads)
            try:
                await self.socket.connect(
                    self.origin,
                    headers={"Cookie": self.cookie, "Origin": self.origin},
                    transports=[self.transport],
                    socketio_path="socket.io",
                )
                await self.join()
                await self.socket.wait()
            except (
                socketio.exceptions.SocketIOError,
                Unanswered,
                aiohttp.ClientError,
                OSError,
                asyncio.TimeoutError,
                ValueError,
            ):
                pass
            self.joined.clear()
            await self.leave(self.socket)
            if not self.stopping.is_set():
                await asyncio.sleep(0.2)
                await self.snapshot()

    @staticmethod
    async def leave(socket):
        try:
            await asyncio.wait_for(socket.disconnect(), 2)
        except Exception:  # A socket that is gone already has nothing to say.
            pass

    async def ask(self, name, packet):
        try:
            return await self.socket.call(name, packet, timeout=ANSWER_WITHIN)
        except (socketio.exceptions.SocketIOError, asyncio.TimeoutError, OSError) as error:
            raise Unanswered(str(error)) from error

    async def join(self):
        answer = await self.ask("room:join", {"room": self.room, "since": {"room": len(self.log)}})
        if not answer.get("ok"):
            if answer.get("error", {}).get("code") in ("signed_out", "unavailable"):
                raise Unanswered("not let in yet")
            self.fault(f"room:join was answered {answer}")
            raise Unanswered("not let in")
        self.person = answer["person"]
        self.joined.set()
        if answer["heads"]["room"] - len(self.log) > 500:
            await self.pull()

    async def pull(self):
        if self.pulling:
            return
        self.pulling = True
        try:
            while True:
                packet = {"room": self.room, "stream": "room", "since": len(self.log)}
                answer = await self.ask("room:pull", packet)
                if not answer.get("ok"):
                    return
                self.take(answer["events"])
                if not answer["events"] or len(self.log) >= answer["head"]:
                    return
        except Unanswered:
            return
        finally:
            self.pulling = False

    async def on_events(self, packet):
        if packet["room"] == self.room and packet["stream"] == "room":
            if not self.take(packet["events"]):
                await self.pull()

    def take(self, events):
        """Applies last + 1 only; answers whether nothing is missing."""
        for event in events:
            if event["seq"] <= len(self.log):
                if self.log[event["seq"] - 1] != event:
                    self.fault(f"number {event['seq']} came with something else")
                continue
            if event["seq"] != len(self.log) + 1:
                return False
            self.log.append(event)
            self.folded.apply(event)
            self.compare()
        return True

    async def on_heads(self, packet):
        if packet["room"] != self.room:
            return
        self.promised[packet["heads"]["room"]] = packet["digest"]
        self.compare()
        if packet["heads"]["room"] > len(self.log):
            await self.pull()

    def compare(self):
        expected = self.promised.pop(len(self.log), None)
        if expected is None:
            return
        self.compared += 1
        if digest(self.folded.view) != expected:
            self.fault(f"another digest at {len(self.log)}")

    # What the person does

    def wish(self):
        view = self.folded.view
        if view is None or view["room"]["status"] != "running":
            return None
        name = str(uuid.UUID(int=self.chance.getrandbits(128), version=4))
        words = f"of {self.person} as {name}"
        current = next((one for one in view["phases"] if one["id"] == view.get("current")), None)
        opened = [one["id"] for one in view["phases"] if one["state"] != "pending"]
        own = [
            ("learning.save", {"learnt": f"learning {words}"}, {}),
            (
                "draft.save",
                {"phase": self.chance.choice(opened or ["none"]), "field": "note", "text": f"note {words}"},
                {},
            ),
        ]
        if current is None or self.chance.random() < 0.3:
            return name, self.chance.choice(own)
        here = {"phase": current["id"]}
        card = ("card.post", {"text": f"card {words}"}, here)
        hand = ("hand.raise" if self.chance.random() < 0.5 else "hand.lower", {}, {})
        by_kind = {
            "welcome": [("rules.accept", {}, {}), hand],
            "disclose": [hand],
            "write": [card],
            "round": [card],
            "theme": [card, ("theme.make", {"title": f"theme {words}"}, {})],
            "discuss": [card, hand],
            "agree": [
                ("statement.propose", {"text": f"statement {words}"}, here),
                ("action.add", {"text": f"action {words}", "owner": "Team manager"}, {}),
            ],
        }
        return name, self.chance.choice(by_kind.get(current["kind"], own))

    async def send(self, entry):
        """One copy of a command; what is heard goes into its entry."""
        try:
            answer = await self.ask("room:command", entry["command"])
        except Unanswered:
            entry["unanswered"] += 1
            return None
        if answer.get("ok"):
            entry["accepted"].append(answer)
            return answer
        code = answer["error"]["code"]
        if code in ("unavailable", "signed_out"):
            entry["unanswered"] += 1
            return None
        entry["refusals"].append(code)
        if code not in ("wrong_phase", "stale", "closed", "not_found"):
            self.fault(f"{entry['command']['type']} was refused: {answer['error']}")
        return answer

    async def deliver(self, name, wish):
        kind, body, expect = wish
        command = {"id": name, "room": self.room, "type": kind, "body": body}
        if expect:
            command["expect"] = expect
        entry = {"command": command, "accepted": [], "refusals": [], "unanswered": 0}
        self.entries.append(entry)
        for _copy in range(self.chance.randint(1, 3)):
            while await self.send(entry) is None:
                await asyncio.sleep(0.2)
                await self.joined.wait()

    async def take_part(self):
        while not self.stopping.is_set():
            await asyncio.sleep(self.chance.uniform(0.3, 1.0))
            await self.joined.wait()
            wish = self.wish()
            if wish:
                await self.deliver(*wish)

    async def settle(self):
        """The end: everything there is, and the server's own digest of it."""
        for _ in range(60):
            await self.joined.wait()
            await self.pull()
            found = await self.snapshot()
            if found["heads"]["room"] == len(self.log):
                if digest(self.folded.view) != found["digest"]:
                    self.fault("another digest at the end")
                if found["view"] != self.folded.view:
                    self.fault("another view at the end")
                self.compared += 1
                return
            await asyncio.sleep(0.25)
        self.fault(f"has {len(self.log)} of {found['heads']['room']} events")

    async def run(self):
        loop = asyncio.get_running_loop()
        lines = asyncio.Queue()

        def listen():
            for line in sys.stdin:
                loop.call_soon_threadsafe(lines.put_nowait, line.strip())

        loop.run_in_executor(None, listen)
        timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
        async with aiohttp.ClientSession(timeout=timeout) as self.http:
            await self.sign_in()
            connection = asyncio.create_task(self.stay_connected())
            await self.joined.wait()
            print("joined", flush=True)
            work = asyncio.create_task(self.take_part())
            await lines.get()
            # "stop": finishes what it has begun, then says so.
            self.wish = lambda: None
            while any(not one["accepted"] and not one["refusals"] for one in self.entries):
                await asyncio.sleep(0.1)
            print("stopped", flush=True)
            await lines.get()
            # "report": the room is at rest.
            await self.settle()
            work.cancel()
            self.stopping.set()
            await self.leave(self.socket)
            connection.cancel()
        if self.folded.unknown:
            self.fault(f"{self.folded.unknown} events of unknown type")
        report = {
            "person": self.person,
            "entries": self.entries,
            "faults": self.faults,
            "events": len(self.log),
            "compared": self.compared,
        }
        print(json.dumps(report), flush=True)


if __name__ == "__main__":
    asyncio.run(Client(*sys.argv[1:7]).run())
    # The thread that listens to the standard input would keep the process.
    os._exit(0)
