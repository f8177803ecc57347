"""How long a job takes: lognormal around the median, the same for the same seed and job."""

import math
import random

SIGMA = 0.45


def draw_seconds(*, median: float, seed: int, prompt: str, nth: int) -> float:
    """Seconds for the `nth` job with this prompt."""
    if median <= 0:
        return 0.0
    dice = random.Random(f"{seed}:{nth}:{prompt}".encode(errors="surrogatepass"))
    return dice.lognormvariate(math.log(median), SIGMA)
