"""The way of a pointer that drags a slider."""


def travel(events: int, stops: int | None = None) -> list[float]:
    """Return where the pointer is after each event, as a share of the way to the far end.

    Parameters
    ----------
    events
        About as many as there are to be.
    stops
        How many steps of the slider lie on the way. Where there are fewer than events, the pointer
        goes there and back, a step or more an event, so that each event has another chart to
        show. It ends at the far end.
    """
    once = min(events, max(stops or events, 1))
    ways = 2 * round((events / once - 1) / 2) + 1  # an odd number ends at the far end
    return [1 - abs(event % (2 * once) - once) / once for event in range(1, once * ways + 1)]
