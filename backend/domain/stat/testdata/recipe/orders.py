# Everything that goes through orders, splits, signs or offsets.
import itertools
import sys
import numpy as np
from scipy import stats

out, cases = sys.argv[1], 5000
draw = np.random.Generator(np.random.PCG64(20260305))


def write(name, head, rows):
    with open(f"{out}/{name}.csv", "w") as f:
        print(head, file=f)
        for row, _ in zip(rows, range(cases)):
            print(",".join(x if isinstance(x, str) else f"{x:.12g}" for x in row), file=f)


def join(x):
    return " ".join(f"{v:g}" for v in x)


orders = {n: np.array(list(itertools.permutations(range(n)))) for n in range(4, 8)}


def spearmans():
    while True:
        n = int(draw.integers(4, 8))
        x, y = draw.integers(0, 6, n), draw.integers(0, 9, n)
        if len(set(x)) < 2 or len(set(y)) < 2:
            continue
        rho = stats.spearmanr(x, y)[0]
        r, s = stats.rankdata(x), stats.rankdata(y)
        sums, seen = s[orders[n]] @ r, s @ r
        p = min(1, 2 * min(np.mean(sums <= seen), np.mean(sums >= seen)))
        level = draw.choice([0.8, 0.9, 0.95])
        lower = upper = ""
        if abs(rho) < 0.99:
            z = stats.norm.ppf((1 + level) / 2) * np.sqrt((1 + rho**2 / 2) / (n - 3))
            weaker = 4 / (2 * np.sqrt(((r - r.mean()) ** 2).sum()) * 2 * np.sqrt(((s - s.mean()) ** 2).sum()))
            if abs(rho) <= 1 - weaker:
                lower, upper = np.tanh(np.arctanh(rho) - z), np.tanh(np.arctanh(rho) + z)
        yield join(x), join(y), level, rho, lower, upper, p


def limits(alternatives, seen, same, values, level):
    """The shifts at which the share of alternatives at least as extreme crosses the tail.

    same is the place of the alternative that changes nothing."""
    tail, reach = (1 - level) / 2, 10 * np.max(np.abs(values)) + 10
    def find(accepts, inside, outside):
        if accepts(outside):
            return outside
        for _ in range(100):
            middle = (inside + outside) / 2
            inside, outside = (middle, outside) if accepts(middle) else (inside, middle)
        return inside

    def up(d):
        a = alternatives(d)
        return np.mean(a >= a[same]) > tail + 1e-12

    def down(d):
        a = alternatives(d)
        return np.mean(a <= a[same]) > tail + 1e-12

    low, high = find(up, seen, -reach), find(down, seen, reach)
    # The limits are quotients of short decimals: what is beyond the twelfth place is noise.
    return (-np.inf if low == -reach else np.round(low, 12)), (np.inf if high == reach else np.round(high, 12))


def word(x):
    return "-inf" if x == -np.inf else "inf" if x == np.inf else f"{x:.12g}"


def central(data, statistic, kind):
    p = [
        stats.permutation_test(data, statistic, permutation_type=kind, n_resamples=np.inf, vectorized=True, alternative=a).pvalue
        for a in ("less", "greater")
    ]
    return min(1, 2 * min(p))


def values(n):
    return np.round(draw.normal(0, 10, n) + draw.choice([0, 8]), int(draw.integers(0, 3)))


def permutations():
    while True:
        n, m = draw.integers(2, 6, 2)
        x, y = values(n), values(m)
        level = draw.choice([0.8, 0.9, 0.95])
        picks = np.array(list(itertools.combinations(range(n + m), m)))
        chosen = np.zeros((len(picks), n + m), bool)
        np.put_along_axis(chosen, picks, True, 1)
        weight = np.where(chosen, 1 / m, -1 / n)
        p = central((y, x), lambda a, b, axis: np.mean(a, axis=axis) - np.mean(b, axis=axis), "independent")
        low, high = limits(
            lambda d: weight @ np.concatenate([x, y - d]), y.mean() - x.mean(), -1, np.concatenate([x, y]), level
        )
        yield join(x), join(y), level, y.mean() - x.mean(), word(low), word(high), p


def pairs():
    while True:
        n = int(draw.integers(2, 9))
        d = values(n)
        level = draw.choice([0.8, 0.9, 0.95])
        signs = np.array(list(itertools.product([1, -1], repeat=n)))
        p = central((d, np.zeros(n)), lambda a, b, axis: np.mean(a - b, axis=axis), "samples")
        low, high = limits(lambda s: signs @ (d - s) / n, d.mean(), 0, d, level)
        yield join(d), level, d.mean(), word(low), word(high), p


def shifts():
    while True:
        period = int(draw.integers(40, 400))
        windows = [(int(a), int(min(period, a + draw.integers(1, max(2, period // 8))))) for a in draw.integers(0, period - 1, draw.integers(1, 5))]
        events = draw.integers(0, period, draw.integers(1, 20))
        if draw.random() < 0.4:
            events[: len(events) // 2] = draw.integers(windows[0][0], windows[0][1], len(events) // 2)
        inside = np.zeros(period, bool)
        for a, b in windows:
            inside[a:b] = True
        if inside.sum() > period // 2:
            continue
        counts = np.array([inside[(events + s) % period].sum() for s in range(period)])
        p = min(1, 2 * min(np.mean(counts <= counts[0]), np.mean(counts >= counts[0])))
        yield period, " ".join(f"{a}-{b}" for a, b in windows), join(events), int(inside.sum()), int(counts[0]), p


write("spearman_ties", "x,y,level,rho,lower,upper,p", spearmans())
write("permutation", "x,y,level,difference,lower,upper,p", permutations())
write("paired", "d,level,difference,lower,upper,p", pairs())
write("time_shift", "period,windows,events,covered,inside,p", shifts())
