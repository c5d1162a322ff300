"""The instruments themselves: each must be able to say no."""
