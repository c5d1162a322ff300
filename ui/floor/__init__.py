"""The live floor, for leaders and administrators."""
