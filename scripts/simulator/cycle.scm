;;; The level of activity at an instant.  It depends on days, nights and
;;; weekends in UTC.

(define-module (simulator cycle)
  #:use-module (srfi srfi-1)
  #:use-module (srfi srfi-9 gnu)
  #:export (make-cycle factor-at))

(define-immutable-record-type <cycle>
  (make-cycle peak-from peak-to night weekend)
  cycle?
  (peak-from cycle-peak-from)           ; the hour at which the peak begins
  (peak-to cycle-peak-to)               ; the hour at which it ends, later than peak-from
  (night cycle-night)                   ; the activity at night, as a share of the peak
  (weekend cycle-weekend))              ; the activity at a weekend, as a share of a weekday's

(define hour 3600)
(define day (* 24 hour))
(define turn-of-day (* 4 hour))         ; how long the change between weekday and weekend takes

(define (factor-at cycle instant)
  "What rates are multiplied by at an instant: 1 in the peak hours of a weekday."
  (* (between (cycle-night cycle) 1.0 (peak-share cycle instant))
     (day-factor cycle instant)))

(define (smoothstep elapsed duration)
  "How far the smooth transition 3x² − 2x³ has come."
  (cond ((<= elapsed 0) 0.0)
        ((>= elapsed duration) 1.0)
        (else (let ((x (exact->inexact (/ elapsed duration))))
                (* x x (- 3.0 (* 2.0 x)))))))

(define (between from to share)
  (if (>= share 1.0) to (+ from (* (- to from) share))))

(define (days-around instant)
  "The numbers of the day of an instant, from 0 for 1970-01-01, and of those beside it."
  (iota 5 (- (floor (/ instant day)) 2)))

(define (peak-share cycle instant)
  "The share of the way from night to peak, which a day rises and falls by in
two hours, or in half of the night when that is shorter."
  (define length (* hour (- (cycle-peak-to cycle) (cycle-peak-from cycle))))
  (define shoulder (min (* 2 hour) (/ (- day length) 2)))
  (define (share-of number)
    (let* ((begin (+ (* number day) (* hour (cycle-peak-from cycle))))
           (end (+ begin length)))
      (smoothstep (min (- instant (- begin shoulder)) (- (+ end shoulder) instant)) shoulder)))
  (apply max (map share-of (days-around instant))))

(define (day-factor cycle instant)
  "The share of the day's activity, which changes around midnight."
  (define (factor-of number)
    ;; 1970-01-01 was a Thursday.
    (if (>= (modulo (+ number 3) 7) 5) (cycle-weekend cycle) 1.0))
  (fold (lambda (number factor)
          (let ((next (factor-of number)))
            (if (= next factor)
                factor
                (between factor next
                         (smoothstep (+ (- instant (* number day)) (/ turn-of-day 2))
                                     turn-of-day)))))
        (factor-of (first (days-around instant)))
        (cdr (days-around instant))))
