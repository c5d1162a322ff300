"""Small widgets that render what they are given and emit what the person wants."""
