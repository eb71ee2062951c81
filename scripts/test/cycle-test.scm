;; A day hour by hour, from midnight of a weekday.  The expected values were
;; computed by hand.
(use-modules (simulator cycle)
             (srfi srfi-1)
             (srfi srfi-64))

(define cycle (make-cycle 8 18 0.4 0.6))
(define hour 3600)
(define monday (* 4 24 hour))           ; 1970-01-05

(define (at day hours)
  (factor-at cycle (+ monday (* 24 hour day) (* hour hours))))

(test-equal "a weekday: night, half of the shoulder, peak, half of the shoulder, night"
  '(0.4 0.7 1.0 1.0 1.0 0.7 0.4)
  (map (lambda (hours) (at 2 hours)) '(4 7 8 12 18 19 20)))
(test-equal "the weekend has six tenths of it, and comes and goes around midnight"
  (map (lambda (x) (* 0.4 x)) '(1.0 0.8 0.6 0.6 0.8 1.0))
  (list (at 4 22) (at 5 0) (at 5 2) (at 6 22) (at 7 0) (at 7 2)))
(test-equal "Saturday noon" 0.6 (at 5 12))
(test-assert "it never jumps: less than a hundredth in a minute"
  (let ((factors (map (lambda (minute) (factor-at cycle (+ monday (* 60 minute)))) (iota (* 8 24 60)))))
    (every (lambda (a b) (< (abs (- a b)) 0.01)) factors (cdr factors))))
