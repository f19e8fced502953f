"""Floor 2: telling WebSub hubs which feeds have changed (W3C Recommendation of 23 January 2018, §6)."""

from pipeline.notify._hub import Patience, tell
from pipeline.notify._memory import Memory
from pipeline.notify._ping import Ping, pings, without_password

__all__ = ["Memory", "Patience", "Ping", "pings", "tell", "without_password"]
