"""What a file really is. A program of its own that knows neither Django nor the database: `python -m evidence.checking FILE …`.

Whatever parses bytes from outside does it in a child process with little memory and little time (`child`), so that a
file made to break a parser breaks that child and nothing else. What may be found, and what follows, stands in `rules`.
"""
