"""What servers.py writes, one web server a file: its `files` takes the facts and returns settings by path below outputs/."""
