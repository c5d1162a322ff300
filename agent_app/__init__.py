"""The desk's core: values, state machines, use cases. Imports neither Qt nor pjsua2."""
