(use-modules (simulator counts)
             (simulator draws)
             (srfi srfi-1)
             (srfi srfi-64)
             (test expect))

(define n 1000)

(define (sample draw-count)
  "N counts, each with draws of its own."
  (map (lambda (tick) (draw-count (draws '(1 . 2) tick 'arrivals))) (iota n)))

;; One mean for each method: inversion, rejection, normal.
(for-each
 (lambda (m)
   (let ((counts (sample (lambda (draw) (poisson m draw))))
         (name (format #f "Poisson counts with mean ~a" m)))
     (test-assert (string-append name " are whole and not negative")
       (every (lambda (c) (and (exact-integer? c) (>= c 0))) counts))
     (expect-mean name m m counts)
     (expect-variance name m counts (+ m (* 3 m m)))))
 '(0.4 9.5 10.0 250.0 2e8))
(test-eqv "a mean of 0 gives no events" 0 (poisson 0 (draws '(1 . 2) 0 'arrivals)))

;; Inversion, rejection, normal, and failures instead of successes.
(for-each
 (lambda (trials p)
   (let* ((counts (sample (lambda (draw) (binomial trials p draw))))
          (v (* trials p (- 1 p)))
          (name (format #f "binomial counts of ~a with ~a" trials p)))
     (test-assert (string-append name " are whole and within range")
       (every (lambda (c) (and (exact-integer? c) (<= 0 c trials))) counts))
     (expect-mean name (* trials p) v counts)
     ;; The fourth central moment of the binomial distribution.
     (expect-variance name v counts (* v (+ 1 (* 3 (/ (- trials 2) trials) v))))))
 '(20 1000000 400 2000000000 30) '(0.1 2e-6 0.3 0.4 0.9))
(test-equal "no trials, no chance, certainty" '(0 0 7)
  (map (lambda (trials p) (binomial trials p (draws '(1 . 2) 0 'arrivals)))
       '(0 7 7) '(0.5 0.0 1.0)))
