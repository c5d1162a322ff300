"""Invented people for trying Careline out. Refused by a production server."""
