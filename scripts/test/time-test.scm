(use-modules (simulator time)
             (srfi srfi-64))

(for-each
 (lambda (text span)
   (test-eqv (format #f "the duration ~s" text) span (parse-duration text)))
 '("10" "0.5" "10s" "500ms" "1h30m" "1.5h" "1w" "2d3ms" "" "s" "10x" "1s1h" "-1s" "1e3" "1s " ".5s" "1m500ms")
 '(10 1/2 10 1/2 5400 5400 604800 172800003/1000 #f #f #f #f #f #f #f #f 121/2))

(for-each
 (lambda (span text)
   (test-equal (format #f "~a s written" span) text (write-duration span)))
 '(0 10 1/2 90 3600 5400 86400 3661001/1000)
 '("0s" "10s" "500ms" "1m30s" "1h" "1h30m" "24h" "1h1m1s1ms"))

(for-each
 (lambda (text instant)
   (test-eqv (format #f "the instant ~s" text) instant (parse-instant text)))
 '("1970-01-01T00:00:00Z" "2026-01-01T00:00:00Z" "2024-02-29T23:59:59.125Z"
   "2026-02-30T00:00:00Z" "2026-01-01" "2026-13-01T00:00:00Z" "1969-12-31T23:59:59Z"
   "2026-01-01T24:00:00Z" "2026-01-01T00:00:00" "" "2026-01-01T00:00:60Z")
 '(0 1767225600 13674009593/8 #f #f #f #f #f #f #f #f))

(test-equal "an instant written" "2026-01-01T00:00:00.25Z" (write-instant 7068902401/4))
(test-equal "hours and minutes of uptime" "3h45m" (write-uptime 135599/10))
(test-equal "seconds of uptime" "12s" (write-uptime 25/2))
