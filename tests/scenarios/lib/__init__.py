"""The instruments of the scenarios: none of them imports the desk's, the softphone's or the server's code."""
