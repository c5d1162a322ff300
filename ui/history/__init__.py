"""The page of past calls: filters, the list, details, listening."""
