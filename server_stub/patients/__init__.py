"""Patients: finding them, showing them, making new ones."""
