"""stub"""
from datetime import datetime
from desk.demo.people import Cast
def play(cast: Cast, *, at: datetime) -> None: ...
