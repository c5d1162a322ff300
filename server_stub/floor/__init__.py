"""The live floor: who waits, who works, and how today goes."""
