"""What the administrator sets: people, queues, hours, numbers, trunks, choices. Every change is whole, audited and told."""
