(use-modules (ice-9 receive)
             (simulator catalogue)
             (simulator options)
             (srfi srfi-64))

(define (parsed . arguments)
  (receive (options errors) (parse-options arguments) (cons options errors)))

(test-equal "nothing" '(()) (parsed))
(test-equal "values stand apart, or after an equals sign"
  '(((start . 0) (csv . 90) (update-interval . 1/2) (seed . 42) (port . 0)))
  (parsed "--port=0" "-s" "42" "--update-interval" "500ms" "--csv=1m30s" "--start" "1970-01-01T00:00:00Z"))
(test-equal "a scenario" "load_test"
  (scenario-name (assq-ref (car (parsed "--scenario" "load_test")) 'scenario)))
(test-equal "no scenario" '(#f #f)
  (map scenario-of (list (car (parsed "--scenario" "none")) (car (parsed)))))
(test-equal "help" '(((help . #t))) (parsed "--help"))

(for-each
 (lambda (arguments errors)
   (test-equal (format #f "~a" arguments) errors (cdr (apply parsed arguments))))
 '(("--port" "65536") ("--seed" "-1") ("--seed") ("--scenario" "calm") ("--update-interval" "99ms")
   ("--csv" "0s") ("--start" "now") ("--seed" "1" "--port" "2" "-s" "3") ("--prot" "1" "extra")
   ("--scenario" "load_test" "--update-interval" "1h"))
 '(("--port: must be a port from 0 to 65535, got '65536'.")
   ("--seed: must be a whole number from 0 to 18446744073709551615, got '-1'.")
   ("--seed: must be a whole number from 0 to 18446744073709551615, got nothing.")
   ("--scenario: must be none or one of everyday, normal, load_test, degradation (make simulate plays the others), got 'calm'.")
   ("--update-interval: must be whole milliseconds from 100ms to 24h, like 10s, 500ms or 1h30m, got '99ms'.")
   ("--csv: must be a span above 0 and up to 366d, like 90s or 1h30m, got '0s'.")
   ("--start: must be a time in UTC from 1970 on, like 2026-01-01T00:00:00Z, got 'now'.")
   ("--seed: must be given once.")
   ("--prot: unknown; the options are --port, --seed, --scenario, --update-interval, --start, --csv, --help. make simulate has others."
    "1: unknown; the options are --port, --seed, --scenario, --update-interval, --start, --csv, --help. make simulate has others."
    "extra: unknown; the options are --port, --seed, --scenario, --update-interval, --start, --csv, --help. make simulate has others.")
   ("--update-interval: must be at most 30m, the length of load_test, got 1h.")))
