"""The call centre's figures: one definition each, computed here and nowhere else."""
