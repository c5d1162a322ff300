"""What the softphone can be told. Plain values, read once by the engine thread when it starts."""

from __future__ import annotations

from dataclasses import dataclass

CODEC_ORDER = ("opus/48000", "G722/16000", "PCMA/8000", "PCMU/8000")


@dataclass(frozen=True, slots=True)
class SipOptions:
    """How this desk's softphone works. The defaults are a headset agent's."""

    capture_device: str = ""
    """Name of the microphone as the system lists it; empty: the system's own choice."""
    playback_device: str = ""
    """Name of the earpiece; empty: the system's own choice."""
    null_audio: bool = False
    """Open no sound device at all (a desk without a headset, servers, tests of signalling)."""
    codecs: tuple[str, ...] = CODEC_ORDER
    """What is offered, best first; everything else is switched off."""
    echo_tail_ms: int = 200
    """Tail of the WebRTC AEC3 echo canceller; 0 switches it off."""
    ring: bool = True
    """Sound a ring tone on the playback device."""
    poll_ms: int = 5
    """How long one look at the network may wait: also the longest a command waits for its turn."""
    user_agent: str = "Careline"
    sip_log_level: int = 1
    """PJSIP's own log level (0-6). From 5 on it contains whole SIP messages, hence numbers: for a developer's machine only."""
    rtp_first_port: int = 0
    """Lowest local UDP port for media; 0 lets the system choose."""
