# Measured values: quantiles, geometric means, signs, ranks.
out <- commandArgs(TRUE)[1]
RNGkind("Mersenne-Twister", "Inversion", "Rejection")
set.seed(20260302)
cases <- 5000
fmt <- function(x) ifelse(is.na(x), "", ifelse(is.infinite(x), ifelse(x > 0, "inf", "-inf"), trimws(formatC(x, digits = 12, format = "g"))))
write <- function(name, rows) {
  frame <- do.call(rbind, rows)
  frame[] <- lapply(frame, function(x) if (is.numeric(x)) fmt(x) else x)
  write.table(frame, file.path(out, paste0(name, ".csv")), sep = ",", quote = FALSE, row.names = FALSE)
}
join <- function(x) paste(x, collapse = " ")
level <- function() sample(c(0.8, 0.9, 0.95, 0.95, 0.95, 0.99), 1)
# Durations in minutes, some of them with ties.
durations <- function(n) pmax(1, round(rlnorm(n, 4.25, 1.25) / sample(c(1, 1, 20), 1), sample(0:1, 1)))

write("sample", lapply(seq_len(cases), function(i) {
  n <- if (i %% 100 == 0) 150 else sample(1:30, 1)
  x <- durations(n); l <- level(); a <- (1 - l) / 2
  p <- sample(c(0.5, 0.5, 0.25, 0.75, 0.9, round(runif(1), 2)), 1)
  # The last ranks beyond which no more than the tail lies; a tail that is met counts.
  lo <- sum(pbinom(0:(n - 1), n, p) <= a * (1 + 1e-12))
  hi <- n + 1 - sum(pbinom(0:(n - 1), n, p, lower.tail = FALSE) <= a * (1 + 1e-12))
  attained <- (if (hi <= n) pbinom(hi - 1, n, p) else 1) - (if (lo >= 1) pbinom(lo - 1, n, p) else 0)
  s <- sort(x)
  gm <- if (length(unique(x)) > 1) exp(t.test(log(x), conf.level = l)$conf.int) else c(NA, NA)
  data.frame(x = join(x), p, level = l, quantile = quantile(x, p, type = 7, names = FALSE),
    lower = if (lo >= 1) s[lo] else -Inf, upper = if (hi <= n) s[hi] else Inf, attained,
    gm = exp(mean(log(x))), glower = gm[1], gupper = gm[2])
}))

write("ratio", lapply(seq_len(cases), function(i) {
  repeat {
    x <- durations(sample(2:14, 1)); y <- durations(sample(2:14, 1))
    if (length(unique(x)) > 1 && length(unique(y)) > 1) break
  }
  l <- level()
  t <- t.test(log(y), log(x), conf.level = l)
  data.frame(x = join(x), y = join(y), level = l, ratio = exp(mean(log(y)) - mean(log(x))),
    lower = exp(t$conf.int[1]), upper = exp(t$conf.int[2]), p = t$p.value)
}))

write("sign", lapply(seq_len(cases), function(i) {
  d <- sample(-9:12, sample(1:30, 1), replace = TRUE)
  l <- level(); n <- length(d); s <- sort(d)
  lo <- qbinom((1 - l) / 2, n, 0.5); hi <- qbinom(1 - (1 - l) / 2, n, 0.5) + 1
  m <- sum(d != 0)
  data.frame(d = join(d), level = l, median = median(d), lower = if (lo >= 1) s[lo] else -Inf,
    upper = if (hi <= n) s[hi] else Inf, p = if (m > 0) binom.test(sum(d > 0), m)$p.value else NA)
}))

write("spearman", lapply(seq_len(cases), function(i) {
  n <- sample(4:9, 1, prob = c(2, 4, 4, 4, 2, 1)); x <- sample(50, n); y <- sample(50, n)
  if (runif(1) < 0.5) y <- order(order(x + rnorm(n, 0, 15)))
  t <- cor.test(x, y, method = "spearman", exact = TRUE)
  data.frame(x = join(x), y = join(y), rho = unname(t$estimate), p = t$p.value)
}))
