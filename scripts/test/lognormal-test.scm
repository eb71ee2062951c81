(use-modules (ice-9 receive)
             (simulator draws)
             (simulator lognormal)
             (simulator normal)
             (srfi srfi-1)
             (srfi srfi-64)
             (test expect))

(define buckets '(60.0 300.0 600.0 1800.0))
(define median 300.0)
(define spread 0.8)

(define (draws-at tick)
  (lambda (purpose) (draws '(3 . 4) tick purpose)))

;; Observations that are drawn one by one, and observations that are distributed
;; to the buckets.  The sums of these are drawn singly or from a normal
;; distribution.
(for-each
 (lambda (observations ticks)
   (define name (format #f "~a observations at a time" observations))
   (define drawn
     (map (lambda (tick)
            (receive (counts sum) (observe observations median spread buckets (draws-at tick))
              (cons sum counts)))
          (iota ticks)))
   (define n (* observations ticks))
   (test-assert (string-append name " all fall into buckets")
     (every (lambda (tick) (= observations (sum (cdr tick)))) drawn))
   (test-assert (string-append name " have a sum that their buckets allow")
     (every (lambda (tick)
              (<= (fold (lambda (count lower sum) (+ sum (* count lower))) 0
                        (cdr tick) (cons 0.0 buckets))
                  (car tick)))
            drawn))
   (for-each
    (lambda (bound b)
      (define p (normal-cumulative (/ (- (log bound) (log median)) spread)))
      (expect-within (format #f "~a: the share at or below ~a" name bound)
                     p (* 5 (sqrt (/ (* p (- 1 p)) n)))
                     (/ (sum (map (lambda (tick) (sum (take (cdr tick) (+ b 1)))) drawn)) n 1.0)))
    buckets (iota (length buckets)))
   ;; The mean of a value is m·e^{s²/2}, its mean square m²e^{2s²}.
   (let* ((one (* median (exp (/ (* spread spread) 2))))
          (square (* median median (exp (* 2 spread spread)))))
     (expect-mean (string-append name ", sums") (* observations one)
                  (* observations (- square (* one one)))
                  (map car drawn))))
 '(5 64 100 2000) '(60 10 20 40))
