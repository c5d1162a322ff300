"""What lies encrypted on the server's disk: large files in chunks, and the keys they are sealed with."""
