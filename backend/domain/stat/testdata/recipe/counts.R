# Counts: rates, shares, their comparison, and sizes to plan with.
out <- commandArgs(TRUE)[1]
RNGkind("Mersenne-Twister", "Inversion", "Rejection")
set.seed(20260301)
cases <- 5000
fmt <- function(x) ifelse(is.infinite(x), ifelse(x > 0, "inf", "-inf"), formatC(x, digits = 12, format = "g"))
write <- function(name, frame) {
  frame[] <- lapply(frame, function(x) if (is.numeric(x)) trimws(fmt(x)) else x)
  write.table(frame, file.path(out, paste0(name, ".csv")), sep = ",", quote = FALSE, row.names = FALSE)
}
# Small counts are the usual ones; some are large, a few are very large.
count <- function() {
  u <- runif(1)
  if (u < 0.5) sample(0:12, 1) else if (u < 0.85) sample(0:300, 1) else if (u < 0.97) sample(0:100000, 1) else floor(runif(1, 0, 4e8))
}
exposure <- function() signif(exp(runif(1, log(0.05), log(5000))), 4)
level <- function() sample(c(0.5, 0.8, 0.9, 0.95, 0.95, 0.95, 0.99, 0.999), 1)
side <- function() sample(c("two.sided", "two.sided", "two.sided", "greater", "less"), 1)
short <- c(two.sided = "2", greater = "L", less = "U")

rows <- lapply(seq_len(cases), function(i) {
  repeat {
    k1 <- count(); t1 <- exposure(); t2 <- exposure()
    k2 <- if (runif(1) < 0.5) count() else rpois(1, min(1e8, k1 * t2 / t1 * exp(rnorm(1, 0, 0.4))))
    if (k1 + k2 > 0 && k1 + k2 < 9e8) break
  }
  l <- level(); s <- side(); n <- k1 + k2; p0 <- t2 / (t1 + t2)
  a <- if (s == "two.sided") (1 - l) / 2 else 1 - l
  # As poisson.test has it, with the odds kept from cancelling near a share of one.
  odds <- function(q, s1, s2, lower) qbeta(q, s1, s2, lower.tail = lower) / qbeta(q, s2, s1, lower.tail = !lower)
  lo <- if (s == "less" || k2 == 0) 0 else odds(a, k2, k1 + 1, TRUE) * t1 / t2
  hi <- if (s == "greater" || k1 == 0) Inf else odds(a, k2 + 1, k1, FALSE) * t1 / t2
  if (n < 1e5) {
    ci <- poisson.test(c(k2, k1), c(t2, t1), conf.level = l, alternative = s)$conf.int
    stopifnot(abs(lo - ci[1]) <= 1e-7 * max(lo, 1e-12), is.infinite(hi) || abs(hi - ci[2]) <= 1e-7 * hi)
  }
  p <- min(1, 2 * min(pbinom(k2, n, p0), pbinom(k2 - 1, n, p0, lower.tail = FALSE)))
  quiet <- if (k1 == 0 || s == "greater") NA else t1 * odds(a, k2 + 1, k1, FALSE)
  data.frame(k1, t1, k2, t2, level = l, side = short[[s]], lower = lo, upper = hi, p, quiet)
})
write("rate_ratio", do.call(rbind, rows))

rows <- lapply(seq_len(cases), function(i) {
  k <- count(); t <- exposure(); l <- level(); s <- side()
  ci <- poisson.test(k, t, conf.level = l, alternative = s)$conf.int
  data.frame(k, t, level = l, side = short[[s]], lower = ci[1], upper = ci[2])
})
write("poisson", do.call(rbind, rows))

rows <- lapply(seq_len(cases), function(i) {
  n <- max(1, count()); l <- level(); s <- side()
  k <- switch(sample(3, 1), rbinom(1, n, runif(1)), rbinom(1, n, 0.02), n - rbinom(1, n, 0.05))
  a <- if (s == "two.sided") (1 - l) / 2 else 1 - l
  # What binom.test does, which also adds up a p that takes too long for large counts.
  exact <- if (n <= 1e5) binom.test(k, n, conf.level = l, alternative = s)$conf.int
    else c(if (s == "less" || k == 0) 0 else qbeta(a, k, n - k + 1), if (s == "greater" || k == n) 1 else qbeta(1 - a, k + 1, n - k))
  score <- suppressWarnings(prop.test(k, n, conf.level = l, alternative = s, correct = FALSE)$conf.int)
  data.frame(k, n, level = l, side = short[[s]], elower = exact[1], eupper = exact[2], wlower = score[1], wupper = score[2])
})
write("proportion", do.call(rbind, rows))

rows <- lapply(seq_len(cases), function(i) {
  p <- round(runif(1), 3); e <- round(runif(1, 0.005, 0.2), 3); l <- level()
  size <- sample(c(0, floor(exp(runif(1, 2, 12)))), 1)
  z <- qnorm(1 - (1 - l) / 2)
  n <- ceiling(z^2 * p * (1 - p) / e^2 - 1e-9)
  if (size > 0) n <- ceiling(n / (1 + (n - 1) / size) - 1e-9)
  promise <- round(runif(1, 0.3, 0.999), 4)
  cases <- 1
  repeat { if (promise^cases <= 1 - l + 1e-15) break; cases <- cases + 1 }
  spread <- round(runif(1, 0.2, 3), 3); fall <- round(runif(1, 0.02, 0.95), 3); power <- sample(c(0.5, 0.8, 0.9), 1)
  group <- ceiling(2 * ((z + qnorm(power)) * spread / log(1 - fall))^2 - 1e-9)
  data.frame(p, e, level = l, population = size, n = max(1, n), promise, cases, spread, fall, power, group = max(2, group))
})
write("size", do.call(rbind, rows))

rows <- lapply(seq_len(cases), function(i) {
  p <- round(runif(1), 2); e <- round(runif(1, 0.05, 0.3), 2); l <- sample(c(0.8, 0.9, 0.95), 1)
  n <- 1:1200; k <- round(p * n); a <- (1 - l) / 2
  # R rounds a half to the even number, ours away from zero.
  half <- abs(p * n - floor(p * n) - 0.5) < 1e-9
  k[half] <- floor(p * n[half]) + 1
  lo <- ifelse(k == 0, 0, qbeta(a, k, n - k + 1)); hi <- ifelse(k == n, 1, qbeta(1 - a, k + 1, n - k))
  bad <- which(k / n - lo > e + 1e-12 | hi - k / n > e + 1e-12)
  data.frame(p, e, level = l, n = if (length(bad)) max(bad) + 1 else 1)
})
write("exact_size", do.call(rbind, rows))

rows <- lapply(seq_len(cases), function(i) {
  before <- round(exp(runif(1, log(0.5), log(60))), 2); fall <- round(runif(1, 0.05, 1), 3)
  ratio <- round(exp(runif(1, log(0.2), log(5))), 2); l <- sample(c(0.8, 0.9, 0.95), 1)
  after <- before * (1 - fall) * ratio
  x <- 0:ceiling(before + 10 * sqrt(before) + 25); y <- 0:ceiling(after + 10 * sqrt(after) + 25)
  p <- outer(x, y, function(a, b) pbinom(b, a + b, ratio / (1 + ratio)))
  found <- outer(x, y, "+") > 0 & p <= (1 - l) / 2
  data.frame(before, fall, ratio, level = l, power = sum(outer(dpois(x, before), dpois(y, after))[found]))
})
write("power", do.call(rbind, rows))

rows <- lapply(seq_len(cases), function(i) {
  p <- signif(runif(sample(2:8, 1))^sample(c(1, 4), 1), 4)
  data.frame(p = paste(p, collapse = " "), adjusted = paste(fmt(p.adjust(p, "BH")), collapse = " "))
})
write("adjust", do.call(rbind, rows))
