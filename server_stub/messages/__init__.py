"""Texts to patients after a call: templates, the outgoing queue, and handing over to a gateway."""
