"""Values and state machines in the words of telephony and of the clinic. Standard library only."""
