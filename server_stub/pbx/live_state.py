"""What is alive on the PBX now: channels by call, and where each desk can be reached. Pure, in memory; the server's loop."""

from __future__ import annotations

from dataclasses import dataclass

from server_stub.pbx.pbx_events import ChannelGone, ChannelSeen, ContactChanged, extension_of


@dataclass(frozen=True, slots=True)
class LiveChannel:
    uniqueid: str
    name: str
    ref: str
    bridged: bool = False

    @property
    def extension(self) -> str:
        """Of the desk whose channel it is; empty for a patient's."""
        return extension_of(self.name)


class LiveChannels:
    """Which channels belong to which call."""

    def __init__(self) -> None:
        self._by_id: dict[str, LiveChannel] = {}

    def replace(self, channels: list[LiveChannel]) -> None:
        """Take a snapshot for the truth."""
        self._by_id = {channel.uniqueid: channel for channel in channels}

    def seen(self, event: ChannelSeen) -> None:
        known = self._by_id.get(event.uniqueid)
        joined = event.bridged if event.bridged is not None else known is not None and known.bridged
        self._by_id[event.uniqueid] = LiveChannel(event.uniqueid, event.channel, event.ref, joined)

    def gone(self, event: ChannelGone) -> tuple[str, bool]:
        """The call the channel belonged to, and whether that call has no channel left."""
        known = self._by_id.pop(event.uniqueid, None)
        ref = known.ref if known else event.ref
        return ref, not any(channel.ref == ref for channel in self._by_id.values())

    @property
    def refs(self) -> frozenset[str]:
        return frozenset(channel.ref for channel in self._by_id.values())

    def has(self, name: str) -> bool:
        return any(channel.name == name for channel in self._by_id.values())

    def of_desk(self, extension: str) -> list[LiveChannel]:
        return [channel for channel in self._by_id.values() if channel.extension == extension]

    def of_desks(self) -> list[LiveChannel]:
        return [channel for channel in self._by_id.values() if channel.extension]

    def patient_of(self, ref: str) -> LiveChannel | None:
        """The channel of the call that is no desk's."""
        return next((channel for channel in self._by_id.values() if channel.ref == ref and not channel.extension), None)


class LiveContacts:
    """Where each desk is registered. A desk that registers anew has two contacts for a moment; it is lost when it has none."""

    def __init__(self) -> None:
        self._uris: dict[str, set[str]] = {}

    def replace(self, contacts: list[tuple[str, str]]) -> None:
        """Take a snapshot (extension, uri) for the truth."""
        self._uris = {}
        for extension, uri in contacts:
            self._uris.setdefault(extension, set()).add(uri)

    def changed(self, event: ContactChanged) -> bool:
        """Whether the desk can still be reached."""
        uris = self._uris.setdefault(event.extension, set())
        if event.reachable:
            uris.add(event.uri)
        else:
            uris.discard(event.uri)
        return bool(uris)

    def reachable(self, extension: str) -> bool:
        return bool(self._uris.get(extension))
