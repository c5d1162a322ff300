"""Who did or saw what, in the transaction that did it: no access without its entry."""
