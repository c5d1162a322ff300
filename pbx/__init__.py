"""The PBX: what goes into its image, its configuration templates, and the code that fills them."""
