"""What calls are about and what brought the patient: the lists, and what a queue requires of a wrap-up."""
