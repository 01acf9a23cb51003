# Tables: kappa, Fleiss kappa, Fisher.
import functools
import sys
import numpy as np
from mpmath import mp, mpf, betainc, binomial, log, exp, findroot
from scipy import stats
from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa

out, cases = sys.argv[1], 5000
draw = np.random.Generator(np.random.PCG64(20260304))


def write(name, head, rows):
    with open(f"{out}/{name}.csv", "w") as f:
        print(head, file=f)
        for row in rows:
            print(",".join(x if isinstance(x, str) else f"{x:.12g}" for x in row), file=f)


def flat(table):
    return " ".join(str(int(x)) for x in np.ravel(table))


def kappas():
    while True:
        k = draw.integers(2, 6)
        weight = draw.dirichlet(np.ones(k)), draw.dirichlet(np.ones(k))
        p = np.outer(*weight) * 0.5 + np.diag(draw.dirichlet(np.ones(k))) * draw.uniform(0, 2)
        table = draw.multinomial(draw.integers(5, 200), np.ravel(p / p.sum())).reshape(k, k)
        n = table.sum()
        if (np.outer(table.sum(1), table.sum(0)).trace() / n**2) > 0.999:
            continue
        with np.errstate(all="ignore"):
            r = cohens_kappa(table)
        if not r.std_kappa > 1e-5:
            continue
        level = draw.choice([0.8, 0.9, 0.95, 0.99])
        z = stats.norm.ppf((1 + level) / 2)
        yield k, flat(table), level, r.kappa, max(-1, r.kappa - z * r.std_kappa), min(1, r.kappa + z * r.std_kappa)


@functools.cache
def student(df, level):
    """SciPy has ten digits of this quantile, which is not enough."""
    tail = lambda x: betainc(mpf(int(df)) / 2, 0.5, 0, df / (df + x * x), regularized=True) / 2
    return float(findroot(lambda x: tail(x) - (1 - mpf(repr(float(level)))) / 2, stats.t.ppf((1 + level) / 2, df)))


def fleisses():
    while True:
        cases, raters, k = draw.integers(3, 13), draw.integers(2, 7), draw.integers(2, 5)
        weight = draw.dirichlet(np.ones(k) * draw.choice([0.5, 2]), cases)
        table = np.array([draw.multinomial(raters, w) for w in weight])
        with np.errstate(all="ignore"):
            each = [fleiss_kappa(np.delete(table, i, 0)) for i in range(cases)]
            kappa = fleiss_kappa(table)
        # What one case alone makes different is the open interval, which has a test of its own.
        left = [np.delete(table, i, 0).sum(0) for i in range(cases)]
        if any(np.count_nonzero(x) < 2 for x in left):
            continue
        se = np.sqrt((cases - 1) / cases * np.sum((each - np.mean(each)) ** 2))
        if se < 1e-6:
            continue
        level = draw.choice([0.8, 0.9, 0.95])
        t = student(cases - 1, level)
        yield k, flat(table), level, kappa, max(-1, kappa - t * se), min(1, kappa + t * se)


def fishers():
    mp.dps = 20
    while True:
        hi = draw.choice([6, 15, 40])
        a, b, c, d = (int(x) for x in draw.integers(0, hi, 4))
        first, second, hit = a + b, c + d, a + c
        low, high = max(0, hit - second), min(first, hit)
        if low == high:
            continue
        level = float(draw.choice([0.8, 0.9, 0.95, 0.99]))
        weights = [binomial(first, x) * binomial(second, hit - x) for x in range(low, high + 1)]

        def tails(theta):
            terms = [w * exp(theta * (low + i)) for i, w in enumerate(weights)]
            return sum(terms[: a - low + 1]) / sum(terms), sum(terms[a - low :]) / sum(terms)

        alpha = (1 - mpf(repr(level))) / 2
        start = log(mpf(a + 0.5) * (d + 0.5) / ((b + 0.5) * (c + 0.5)))

        def solve(side):
            # The tails rise with theta on one side and fall on the other: halving comes near
            # enough for the secant method, which mpmath then carries to 20 digits.
            left, right = start - 60, start + 60
            for _ in range(24):
                middle = (left + right) / 2
                if (tails(middle)[side] < alpha) == (side == 1):
                    left = middle
                else:
                    right = middle
            return exp(findroot(lambda x: log(tails(x)[side]) - log(alpha), (left, right)))

        lower = mpf(0) if a == low else solve(1)
        upper = mpf("inf") if a == high else solve(0)
        p = min(1, 2 * min(tails(mpf(0))))
        likely = stats.fisher_exact([[a, b], [c, d]])[1]
        yield a, b, c, d, level, float(lower), float(upper), float(p), likely


def some(rows):
    return (row for row, _ in zip(rows, range(cases)))


write("kappa", "k,table,level,kappa,lower,upper", some(kappas()))
write("fleiss", "k,table,level,kappa,lower,upper", some(fleisses()))
write("fisher", "a,b,c,d,level,lower,upper,p,plikelihood", some(fishers()))
