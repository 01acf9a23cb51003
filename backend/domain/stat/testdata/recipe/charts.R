# Control charts, dispersion and runs.
out <- commandArgs(TRUE)[1]
RNGkind("Mersenne-Twister", "Inversion", "Rejection")
set.seed(20260303)
cases <- 5000
fmt <- function(x) ifelse(is.na(x), "", trimws(formatC(x, digits = 11, format = "g")))
write <- function(name, rows) {
  frame <- do.call(rbind, rows)
  frame[] <- lapply(frame, function(x) if (is.numeric(x)) fmt(x) else x)
  write.table(frame, file.path(out, paste0(name, ".csv")), sep = ",", quote = FALSE, row.names = FALSE)
}
join <- function(x) paste(x, collapse = " ")

# A quarter of the cases for each kind would be too few: each row has all of them.
write("chart", lapply(seq_len(cases), function(i) {
  repeat {
    n <- sample(4:16, 1); base <- sample(c(n, max(3, n - 3)), 1)
    e <- sample(c(20, 50, 100, 100, 250, 400), n, replace = TRUE)
    k <- rpois(n, e * runif(1, 0.01, 0.2) * exp(rnorm(n, 0, sample(c(0, 0.8), 1))))
    if (sum(k[1:base]) > 0 && length(unique(k[1:base])) > 1 && length(unique((k / e)[1:base])) > 1) break
  }
  b <- 1:base
  mr <- mean(abs(diff(k[b]))); x <- mean(k[b])
  xlo <- x - 2.66 * mr; xhi <- x + 2.66 * mr
  clo <- max(0, x - 3 * sqrt(x)); chi <- x + 3 * sqrt(x)
  u <- sum(k[b]) / sum(e[b]); s <- sqrt(u / e); r <- k / e
  z <- ((r - u) / s)[b]; sz <- mean(abs(diff(z))) / 1.128
  # A value on its limit is inside; chance puts whole numbers there.
  out <- function(v, lo, hi) sum(v < lo - 1e-9 * abs(hi) | v > hi + 1e-9 * abs(hi))
  d <- suppressWarnings(chisq.test(k, p = e / sum(e)))
  data.frame(k = join(k), e = join(e), base, x, xlo, xhi, mr, rlimit = 3.267 * mr, xout = out(k, xlo, xhi),
    clo, chi, cout = out(k, clo, chi), u, ulo = max(0, u - 3 * s[n]), uhi = u + 3 * s[n], uout = out(r, pmax(0, u - 3 * s), u + 3 * s),
    sz, vlo = max(0, u - 3 * s[n] * sz), vhi = u + 3 * s[n] * sz, vout = out(r, pmax(0, u - 3 * s * sz), u + 3 * s * sz),
    chisq = unname(d$statistic), p = d$p.value)
}))

write("runs", lapply(seq_len(cases), function(i) {
  x <- if (i %% 2 == 0) sample(0:30, sample(10:50, 1), replace = TRUE) else round(10 + arima.sim(list(ar = 0.6), sample(12:50, 1)) * 4)
  side <- sign(x - median(x)); side <- side[side != 0]
  n <- i + 9
  data.frame(x = join(x), useful = length(side), longest = if (length(side)) max(rle(side)$lengths) else 0,
    crossings = if (length(side)) length(rle(side)$lengths) - 1 else 0,
    n, llimit = round(log2(n) + 3), climit = qbinom(0.05, n - 1, 0.5))
}))
