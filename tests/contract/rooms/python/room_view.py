"""The view of a room, folded from its events, and its digest.

Written from docs/room-protocol.md alone, so that it can disagree with the product. Run as a program
it checks the golden vectors: python3 room_view.py docs/room-vectors.json
"""

import hashlib
import json
import sys


def canonical(value):
    """RFC 8785: keys in UTF-16 order, no white space, nothing escaped that need not be."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(text(key) + ":" + canonical(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def text(value):
    return json.dumps(value, ensure_ascii=False)


def digest(view):
    return hashlib.sha256(canonical(view).encode("utf-8")).hexdigest()


class RoomView:
    """What the team shares after the events that were applied so far."""

    def __init__(self):
        self.view = None
        self.unknown = 0

    def apply(self, event):
        name = "on_" + event["type"].replace(".", "_")
        change = getattr(self, name, None)
        if change is None:
            if event["type"] not in WITHOUT_EFFECT:
                self.unknown += 1
            return
        change(event.get("body", {}), event)

    def phase(self, name):
        return next(one for one in self.view["phases"] if one["id"] == name)

    def card(self, name):
        return next((one for one in self.view["cards"] if one["card"] == name), None)

    def statement(self, name):
        return next((one for one in self.view["statements"] if one["statement"] == name), None)

    def set_role(self, person, role):
        for one in self.view["people"]:
            if one["person"] == person:
                one["role"] = role

    def turns(self):
        return self.view["turns"].get(self.view.get("current"))

    def on_room_created(self, body, _event):
        self.view = {
            "room": {
                "id": body["id"],
                "title": body["title"],
                "status": "scheduled",
                "format": body["format"],
                "startsAt": body["startsAt"],
            },
            "seat": body["seat"],
            "people": [dict(person) for person in body["people"]],
            "phases": [dict(phase, state="pending") for phase in body["phases"]],
            "accepted": [],
            "stages": [],
            "cards": [],
            "themes": [],
            "votes": {},
            "scales": {},
            "turns": {},
            "hands": [],
            "statements": [],
            "actions": [],
            "groups": [],
        }

    def on_room_rescheduled(self, body, _event):
        self.view["room"]["startsAt"] = body["startsAt"]

    def on_room_opened(self, _body, _event):
        self.view["room"]["status"] = "lobby"

    def on_room_started(self, _body, _event):
        self.view["room"]["status"] = "running"

    def on_room_paused(self, _body, _event):
        self.view["room"]["status"] = "paused"

    def on_room_resumed(self, body, _event):
        self.view["room"]["status"] = "running"
        if "deadline" in body and "current" in self.view:
            self.phase(self.view["current"])["deadline"] = body["deadline"]

    def on_room_closed(self, body, _event):
        self.view["room"]["status"] = "abandoned" if body.get("abandoned") else "closed"

    def on_person_joined(self, body, _event):
        self.view["people"].append(dict(body))

    def on_person_removed(self, body, _event):
        gone = body["person"]
        self.view["people"] = [one for one in self.view["people"] if one["person"] != gone]
        self.view["hands"] = [one for one in self.view["hands"] if one != gone]

    def on_phase_opened(self, body, event):
        phase = self.phase(body["phase"])
        phase.update(state="open", openedAt=event["at"])
        phase.pop("deadline", None)
        self.view["current"] = body["phase"]
        self.view["hands"] = []
        if "order" in body:
            self.view["turns"][body["phase"]] = {"order": body["order"], "ended": []}

    def on_phase_closing(self, body, _event):
        self.phase(body["phase"]).update(state="closing", deadline=body["deadline"])

    def on_phase_closed(self, body, _event):
        phase = self.phase(body["phase"])
        phase["state"] = "closed"
        phase.pop("deadline", None)
        if self.view.get("current") == body["phase"]:
            del self.view["current"]
        self.view["turns"].get(body["phase"], {}).pop("now", None)

    def on_phase_extended(self, body, _event):
        self.phase(body["phase"])["minutes"] += body["minutes"]

    def on_rules_accepted(self, _body, event):
        if event["actor"] not in self.view["accepted"]:
            self.view["accepted"].append(event["actor"])

    def on_stage_released(self, body, _event):
        if all(one["stage"] != body["stage"] for one in self.view["stages"]):
            self.view["stages"].append(dict(body))

    def on_cards_revealed(self, body, _event):
        for card in body["cards"]:
            shown = {key: value for key, value in card.items() if key != "group"}
            self.view["cards"].append(dict(shown, phase=body["phase"]))

    def on_card_posted(self, body, _event):
        self.view["cards"].append(dict(body))

    def on_card_revised(self, body, _event):
        card = self.card(body["card"])
        if card:
            card["text"] = body["text"]

    def on_card_withdrawn(self, body, _event):
        self.view["cards"] = [one for one in self.view["cards"] if one["card"] != body["card"]]

    def on_card_moved(self, body, _event):
        card = self.card(body["card"])
        if card is None:
            return
        card.pop("theme", None)
        if body["theme"] is not None:
            card["theme"] = body["theme"]

    def on_theme_made(self, body, _event):
        self.view["themes"].append(dict(body))

    def on_theme_renamed(self, body, _event):
        for one in self.view["themes"]:
            if one["theme"] == body["theme"]:
                one["title"] = body["title"]

    def on_votes_totalled(self, body, _event):
        self.view["votes"][body["phase"]] = body["totals"]

    def on_scales_totalled(self, body, _event):
        self.view["scales"][body["phase"]] = body["values"]

    def on_turn_begun(self, body, _event):
        turns = self.turns()
        if turns is not None:
            turns["now"] = body["person"]

    def on_turn_ended(self, body, _event):
        turns = self.turns()
        if turns is not None:
            turns.pop("now", None)
            turns["ended"].append({"person": body["person"], "how": body["how"]})

    def on_hand_raised(self, _body, event):
        if event["actor"] not in self.view["hands"]:
            self.view["hands"].append(event["actor"])

    def on_hand_lowered(self, _body, event):
        self.view["hands"] = [one for one in self.view["hands"] if one != event["actor"]]

    def on_statement_proposed(self, body, _event):
        self.view["statements"].append(dict(body, signatures=[]))

    def on_statement_revised(self, body, _event):
        statement = self.statement(body["statement"])
        if statement:
            statement.update(revision=body["revision"], text=body["text"], signatures=[])

    def on_statement_signed(self, body, event):
        statement = self.statement(body["statement"])
        if statement is None:
            return
        signature = {"person": event["actor"], "position": body["position"]}
        if "text" in body:
            signature["text"] = body["text"]
        for place, one in enumerate(statement["signatures"]):
            if one["person"] == event["actor"]:
                statement["signatures"][place] = signature
                return
        statement["signatures"].append(signature)

    def on_action_added(self, body, _event):
        self.view["actions"].append(dict(body))

    def on_action_changed(self, body, _event):
        for one in self.view["actions"]:
            if one["action"] == body["action"]:
                one.update(body)

    def on_staff_added(self, body, _event):
        self.set_role(body["person"], "co-facilitator")

    def on_staff_removed(self, body, _event):
        self.set_role(body["person"], "participant")

    def on_role_changed(self, body, _event):
        self.set_role(body["person"], body["role"])

    def on_seat_moved(self, body, _event):
        self.set_role(self.view["seat"]["person"], "co-facilitator")
        self.set_role(body["person"], "facilitator")
        self.view["seat"] = {"person": body["person"], "number": body["seat"]}

    def on_groups_formed(self, body, _event):
        self.view["groups"] = body["groups"]

    def on_groups_recalled(self, _body, _event):
        self.view["groups"] = []


WITHOUT_EFFECT = {
    "stages.listed",
    "carried.done",
    "clock.held",
    "clock.ran",
    "deputy.named",
    "floor.given",
    "help.asked",
    "part.cast",
    "company.set",
    "company.left",
    "code.used",
}


def check_vectors(file):
    """The digest at every head of every golden vector; answers how many were compared."""
    compared = 0
    with open(file, encoding="utf-8") as opened:
        for vector in json.load(opened):
            room = RoomView()
            # A digest stands for the room's own stream at its head, beside every event.
            for event, expected in zip(vector["events"], vector["digests"], strict=True):
                if event["stream"] == "room":
                    room.apply(event)
                if digest(room.view) != expected:
                    raise SystemExit(
                        f"{vector['name']}: another digest after {event['stream']} {event['seq']}"
                    )
                compared += 1
            if canonical(room.view) != canonical(vector["view"]) or room.unknown:
                raise SystemExit(f"{vector['name']}: another view, {room.unknown} unknown events")
    return compared


if __name__ == "__main__":
    print(f"{check_vectors(sys.argv[1])} digests agree")
