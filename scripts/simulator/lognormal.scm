;;; The observations of a histogram: lognormal, with a median and a spread (the
;;; standard deviation of the natural logarithm).

(define-module (simulator lognormal)
  #:use-module (ice-9 match)
  #:use-module (srfi srfi-1)
  #:use-module (simulator arithmetic)
  #:use-module (simulator counts)
  #:use-module (simulator draws)
  #:use-module (simulator normal)
  #:export (observe))

(define one-by-one
  ;; Up to this number, observations are drawn one by one.
  64)

(define (observe observations median spread buckets draws-for)
  "Two values: how many of OBSERVATIONS fall into each bucket, +∞ last, and
their sum.  BUCKETS are the upper bounds, and (DRAWS-FOR purpose) gives draws.
More than 64 are dealt out to the buckets by conditional binomials, so that the
cost depends on the number of buckets and not on that of observations."
  (if (<= observations one-by-one)
      (observe-each observations median spread buckets (draws-for 'observation))
      (observe-buckets observations median spread buckets
                       (draws-for 'bucket-count) (draws-for 'bucket-sum))))

(define (at-normal median spread z)
  "m·e^{sz}: the value that is not exceeded with probability Φ(z)."
  (* median (exponential (* spread z))))

(define (normal-at median spread x)
  "(ln x − ln m)/s, the normal quantile at which the value is X."
  (cond ((<= x 0) -inf.0)
        ((inf? x) x)
        (else (/ (- (logarithm x) (logarithm median)) spread))))

(define (cumulative median spread x)
  "The probability of a value at or below X."
  (normal-cumulative (normal-at median spread x)))

(define (observe-each observations median spread buckets draw)
  (let* ((values-drawn (map (lambda (i) (at-normal median spread (normal-quantile (draw i))))
                            (iota observations)))
         (bucket-of (lambda (x) (or (list-index (lambda (bound) (<= x bound)) buckets)
                                    (length buckets))))
         (hit (map bucket-of values-drawn)))
    (values (map (lambda (b) (count (lambda (one) (= one b)) hit))
                 (iota (+ (length buckets) 1)))
            (fold (lambda (x sum) (+ sum x)) 0.0 values-drawn))))

(define (observe-buckets observations median spread buckets count-draw sum-draw)
  (let loop ((b 0) (bounds (append buckets '(+inf.0))) (lower 0.0) (below 0.0)
             (left observations) (counts '()) (sum 0.0))
    (match bounds
      (() (values (reverse counts) sum))
      ((upper . bounds)
       (let* ((up-to (cumulative median spread upper))
              (here (if (>= up-to 1)
                        left
                        (binomial left (/ (- up-to below) (- 1.0 below))
                                  (draws-from count-draw (* b binomial-draw-count)))))
              (their-sum (sum-between here median spread lower upper
                                      (draws-from sum-draw (* b one-by-one)))))
         (loop (+ b 1) bounds upper up-to (- left here) (cons here counts) (+ sum their-sum)))))))

(define (sum-between observations median spread lower upper draw)
  "The sum of observations that lie between two bounds: of a few each is drawn,
of many a normal with the exact mean and variance."
  (define (clamp x low high)
    (max low (min high x)))
  (if (> observations one-by-one)
      (call-with-values
          (lambda ()
            (moments-between median spread
                             (normal-at median spread lower) (normal-at median spread upper)))
        (lambda (mean variance)
          (clamp (+ (* observations mean)
                    (* (sqrt (* observations variance)) (normal-quantile (draw 0))))
                 (* observations lower)
                 (* observations upper))))
      (let* ((from (cumulative median spread lower))
             (to (cumulative median spread upper)))
        (fold (lambda (i sum)
                (let ((p (+ from (* (draw i) (- to from)))))
                  (+ sum (clamp (if (< p 1)
                                    (at-normal median spread (normal-quantile p))
                                    lower)
                                lower upper))))
              0.0
              (iota observations)))))

(define (moments-between median spread lower upper)
  "Two values, mean and variance of a value between two others, given by their
normal quantiles.  Source: Johnson, Kotz and Balakrishnan, Continuous
Univariate Distributions 1 (1994), chapter 14."
  (let ((probability (mass lower upper 0.0)))
    (if (<= probability 0)
        (values median 0.0)
        (let ((mean (/ (* median (exponential (/ (* spread spread) 2.0))
                          (mass lower upper spread))
                       probability))
              (square (/ (* median median (exponential (* 2.0 spread spread))
                            (mass lower upper (* 2.0 spread)))
                         probability)))
          (values mean (max 0.0 (- square (* mean mean))))))))

(define (mass lower upper shift)
  "Φ(upper − shift) − Φ(lower − shift), taken on the side where no digits are lost."
  (let ((from (- lower shift))
        (to (- upper shift)))
    (if (positive? from)
        (- (normal-cumulative (- from)) (normal-cumulative (- to)))
        (- (normal-cumulative to) (normal-cumulative from)))))
