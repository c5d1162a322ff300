"""The link to Asterisk: live events, accounts, call references, records and recordings."""
