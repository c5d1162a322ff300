"""Calls: their context while they last, their record afterwards."""
