"""The headset: which devices are used, when they are opened, and what is heard and sent. Engine thread only.

A device that is missing or fails never ends a call: the call goes on silently over PJSIP's null device, the core is told
what is missing, and the chosen device is looked for again. The agent's choice itself is never overwritten by a fallback.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import pjsua2 as pj

from agent_app.domain.telephony import AudioDevicesChanged
from sip.settings import SipOptions

_log = logging.getLogger(__name__)

_SYSTEM_CHOICES = ("pulse", "pipewire", "default")
"""Names under which sound servers offer the system's own choice; PJSIP cannot see behind them."""
LOOK_AGAIN_S = 3.0


class Headset:
    """The capture and playback device of the conference bridge."""

    def __init__(self, manager: pj.AudDevManager, options: SipOptions, post: Callable[[AudioDevicesChanged], None]) -> None:
        self._manager = manager
        self._options = options
        self._post = post
        self._reported: AudioDevicesChanged | None = None
        self._is_null = True
        self._look_again_at = 0.0

    def choose(self) -> None:
        """Find the wanted devices by name (their numbers move) and point the bridge at them; they are opened when needed."""
        if self._options.null_audio:
            self._use_null(())
            return
        devices = self._manager.enumDev2()
        # The place in this list is the device's number; the field `id` is wrapped as an opaque pointer.
        listed = [(i, str(devices[i].name), devices[i].inputCount, devices[i].outputCount) for i in range(len(devices))]
        capture = _pick([(number, name) for number, name, inputs, _ in listed if inputs], self._options.capture_device)
        playback = _pick([(number, name) for number, name, _, outputs in listed if outputs], self._options.playback_device)
        if capture is None or playback is None:
            self._use_null(_missing(capture, self._options.capture_device, playback, self._options.playback_device))
            return
        try:
            self._manager.setSndDevMode(pj.PJSUA_SND_DEV_NO_IMMEDIATE_OPEN)
            self._manager.setCaptureDev(capture[0])
            self._manager.setPlaybackDev(playback[0])
        except pj.Error:  # listed, but it cannot be opened: a sound server that is down
            self._use_null((capture[1], playback[1]))
            return
        self._is_null = False
        self._report(AudioDevicesChanged(capture[1], playback[1]))

    def hear(self, source: pj.AudioMedia) -> None:
        """Let ``source`` be heard. Opens the device where it is closed."""
        self._connect(lambda: source.startTransmit(self._manager.getPlaybackDevMedia()))

    def stop_hearing(self, source: pj.AudioMedia) -> None:
        source.stopTransmit(self._manager.getPlaybackDevMedia())

    def speak_to(self, sink: pj.AudioMedia) -> None:
        """Send the microphone to ``sink``."""
        self._connect(lambda: self._manager.getCaptureDevMedia().startTransmit(sink))

    def stop_speaking_to(self, sink: pj.AudioMedia) -> None:
        self._manager.getCaptureDevMedia().stopTransmit(sink)

    def speaks_to(self, sink: pj.AudioMedia) -> bool:
        """Whether the bridge really sends the microphone to ``sink`` (it connects and disconnects a frame later)."""
        info = self._manager.getCaptureDevMedia().getPortInfo()
        port = sink.getPortId()
        return any(info.listeners[index] == port for index in range(len(info.listeners)))

    def failed(self) -> None:
        """An open device reported an error: go on without it."""
        if not self._is_null:
            self._use_null((self._options.capture_device or "system", self._options.playback_device or "system"))

    def look_again(self, now: float) -> None:
        """Where a device is missing: see whether it came back. Only while the null device is in use, so nothing open is touched."""
        if not self._is_null or self._options.null_audio or now < self._look_again_at:
            return
        self._look_again_at = now + LOOK_AGAIN_S
        self._manager.refreshDevs()
        self.choose()

    def _connect(self, connect: Callable[[], None]) -> None:
        try:
            connect()
        except pj.Error as error:
            _log.warning("sound device could not be opened: status %d", error.status)
            self.failed()
            connect()

    def _use_null(self, missing: tuple[str, ...]) -> None:
        self._manager.setNullDev()
        self._is_null = True
        self._report(AudioDevicesChanged("", "", missing))

    def _report(self, event: AudioDevicesChanged) -> None:
        if event != self._reported:
            self._reported = event
            self._post(event)


class RingTone:
    """Heard at the desk while a call rings; made by PJSIP itself, so that no other program holds the headset."""

    _RATE_HZ = 16000

    def __init__(self, headset: Headset) -> None:
        self._headset = headset
        self._tone = pj.ToneGenerator()
        self._tone.createToneGenerator(self._RATE_HZ)
        self._sounding = False

    def start(self) -> None:
        if self._sounding:
            return
        tones = pj.ToneDescVector()
        for first_hz, second_hz, on_ms, off_ms in ((440, 480, 400, 200), (440, 480, 400, 2000)):
            tone = pj.ToneDesc()
            tone.freq1, tone.freq2, tone.on_msec, tone.off_msec, tone.volume = first_hz, second_hz, on_ms, off_ms, 6000
            tones.append(tone)
        self._tone.play(tones, True)
        self._headset.hear(self._tone)
        self._sounding = True

    def stop(self) -> None:
        if not self._sounding:
            return
        self._sounding = False
        self._tone.stop()
        self._headset.stop_hearing(self._tone)


def _pick(devices: list[tuple[int, str]], wanted: str) -> tuple[int, str] | None:
    """The device called ``wanted``; where nothing is wanted, the system's choice, else the first there is."""
    if wanted:
        return next((device for device in devices if device[1] == wanted), None)
    for name in _SYSTEM_CHOICES:
        for device in devices:
            if device[1] == name:
                return device
    return devices[0] if devices else None


def _missing(capture: object, capture_name: str, playback: object, playback_name: str) -> tuple[str, ...]:
    missing = []
    if capture is None:
        missing.append(capture_name or "microphone")
    if playback is None:
        missing.append(playback_name or "earpiece")
    return tuple(missing)
