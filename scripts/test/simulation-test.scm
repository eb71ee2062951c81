(use-modules (ice-9 match)
             (simulator catalogue)
             (simulator simulation)
             (srfi srfi-1)
             (srfi srfi-64)
             (test expect))

(define (run seed scenario interval)
  (make-run seed 1767225600 interval
            (find (lambda (one) (equal? scenario (scenario-name one))) scenarios)))

(define (history run ticks)
  "The simulations of the first ticks."
  (reverse (fold (lambda (_ done) (cons (advance (car done)) done))
                 (list (begin-simulation run))
                 (iota (- ticks 1)))))

(define (family key simulation)
  (find (lambda (one) (eq? key (metric-key (family-metric one))))
        (simulation-families simulation)))

(define (values-of key simulation)
  (map sample-value (family-samples (family key simulation))))

(define (all-values simulation)
  (append-map (lambda (one) (map sample-value (family-samples one)))
              (simulation-families simulation)))

(for-each
 (match-lambda
   ((scenario interval)
    (let ((states (history (run 11 scenario interval) 60))
          (name (format #f "~a, every ~a s: " (or scenario "the catalogue") interval)))
      (test-assert (string-append name "36 series, all 0 at first")
        (let ((values (all-values (car states))))
          (and (= 36 (length values)) (every zero? values))))
      (test-assert (string-append name "counters never fall")
        (every (lambda (before after) (every <= (all-values before) (all-values after)))
               states (cdr states)))
      (test-assert (string-append name "buckets are cumulative, and +Inf is the count")
        (every (lambda (state)
                 (match (values-of 'session_duration state)
                   ((buckets ... infinity sum count)
                    (and (apply <= (append buckets (list infinity)))
                         (= infinity count)
                         (<= (* 0 count) sum)))))
               states))
      (test-assert (string-append name "never more errors than calls, within a tick")
        (let ((totals (lambda (key) (map (lambda (state) (sum (values-of key state))) states))))
          (define (increments totals) (map - (cdr totals) totals))
          (every >= (increments (totals 'tool_usage)) (increments (totals 'error))))))))
 '((#f 10) ("everyday" 3600) ("normal" 10) ("load_test" 600) ("degradation" 2700)))

(test-assert "a step is a function: the same state gives the same next one"
  (let ((state (last (history (run 5 #f 10) 5))))
    (equal? (all-values (advance state)) (all-values (advance state)))))

(test-assert "paths begin again where the pattern does, and counters go on"
  (match (history (run 3 "load_test" 600) 5)
    ((first _ _ again after)
     (and (equal? (map series-paths (family-series (family 'token_usage first)))
                  (map series-paths (family-series (family 'token_usage again))))
          (every < (values-of 'token_usage again) (values-of 'token_usage after))))))

(test-assert "everyday never starts over, and nothing stands still"
  (let ((states (history (run 3 "everyday" 86400) 5)))
    (every (lambda (before after)
             (every (lambda (key) (< (sum (values-of key before)) (sum (values-of key after))))
                    '(token_usage session_duration cost tool_usage error)))
           states (cdr states))))

;; Compares the totals of an hour with docs/processes.md: over n steps of Δ, the
;; tokens have the mean Δ(x₀n + μΔ·n(n − 1)/2) and the variance
;; σ²Δ³·(n − 1)n(2n − 1)/6.
(define seeds 40)
(define n 20)
(define Δ 180)
(define ends
  (map (lambda (seed) (advance-to (begin-simulation (run seed #f Δ)) n)) (iota seeds)))
(define (totals key) (map (lambda (end) (sum (values-of key end))) ends))
(define (integral-variance σ²) (* σ² Δ Δ Δ (- n 1) n (- (* 2 n) 1) 1/6))
(define token-variance (integral-variance (/ (* 50 50) 3600)))
(define tokens (totals 'token_usage))
(expect-mean "tokens of an hour" (* Δ (+ (* 1000 n) (* 0.1 Δ n (- n 1) 1/2))) token-variance tokens)
(expect-variance "tokens of an hour" token-variance tokens)

(define cost-variance (/ (integral-variance 0.01) (expt 86400 2)))
(expect-mean "dollars of an hour"
             (/ (* Δ (+ (* 325 n) (* 0.001 Δ n (- n 1) 1/2))) 86400) cost-variance (totals 'cost))
(expect-variance "dollars of an hour" cost-variance (totals 'cost))

(define call-variance (+ 1800 (/ (integral-variance (/ 0.04 3600)) 3600)))
(expect-mean "tool calls of an hour" 1800 call-variance (totals 'tool_usage))
(expect-variance "tool calls of an hour" call-variance (totals 'tool_usage))

;; A thinned Poisson count of mean m has the fourth moment m + 3m².
(expect-mean "errors of an hour" 1.8 1.8 (totals 'error))
(expect-variance "errors of an hour" 1.8 (totals 'error) (+ 1.8 (* 3 1.8 1.8)))

(define sessions (map (lambda (end) (last (values-of 'session_duration end))) ends))
(expect-mean "sessions of an hour" 120 120 sessions)
(expect-variance "sessions of an hour" 120 sessions (+ 120 (* 3 120 120)))

;; Lognormal durations with a Brownian median: see "Histograms" in
;; docs/processes.md.
(define c (exp (/ (* 0.8 0.8) 2)))
(define λ (/ 2 60))
(define median-variance (/ 900 3600))
(define seconds-variance
  (+ (* λ Δ (expt c 4)
        (sum (map (lambda (k) (+ (* 300 300) (* median-variance k Δ))) (iota n))))
     (* (expt (* λ Δ c) 2) median-variance Δ (- n 1) n (- (* 2 n) 1) 1/6)))
(expect-mean "session seconds of an hour" (* λ Δ c 300 n) seconds-variance
             (map (lambda (end) (second (reverse (values-of 'session_duration end)))) ends))
