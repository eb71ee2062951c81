(use-modules (simulator normal)
             (srfi srfi-1)
             (srfi srfi-64)
             (test expect))

;; Source: Wichura (1988), the test values of AS 241.
(expect-within "the quantile of 0.25" -0.67448975019608174 1e-15 (normal-quantile 0.25))
(expect-within "the quantile of 0.001" -3.0902323061678136 1e-14 (normal-quantile 0.001))
(expect-within "the quantile of 1e-20" -9.2623400897984403 1e-13 (normal-quantile 1e-20))
(test-eqv "the median is 0" 0.0 (normal-quantile 0.5))

(for-each
 (lambda (p)
   (expect-within (format #f "Φ of the quantile of ~a" p) p 2e-15 (normal-cumulative (normal-quantile p)))
   (test-eqv (format #f "the quantile of ~a is minus that of its complement" p)
     (- (normal-quantile (- 1 p))) (normal-quantile p)))
 ;; Multiples of 1/64 and their complements are exact as doubles.
 (map (lambda (n) (/ n 64.0)) (iota 31 1)))

(test-eqv "Φ(∞)" 1.0 (normal-cumulative +inf.0))
(test-eqv "Φ(−∞)" 0.0 (normal-cumulative -inf.0))
