;;; Random counts from uniform draws.  A count is an exact integer, and its
;;; cost is bounded, whatever its mean is.

(define-module (simulator counts)
  #:use-module (simulator arithmetic)
  #:use-module (simulator draws)
  #:use-module (simulator normal)
  #:export (poisson binomial binomial-draw-count))

(define (whole x)
  "The exact integer nearest to a number."
  (inexact->exact (round x)))

(define (invert probability next uniform most)
  "The least count whose cumulative probability reaches a uniform draw, at most
MOST.  PROBABILITY is that of 0, and (NEXT p n) that of n, given p of n − 1."
  (let loop ((count 0) (probability probability) (cumulative probability))
    (if (and (> uniform cumulative) (< count most))
        (let* ((count (+ count 1))
               (probability (next probability count)))
          (loop count probability (+ cumulative probability)))
        count)))

(define (first-accepted attempts attempt otherwise)
  "The first result of (ATTEMPT j) that is not #f, for j from 0 on."
  (let loop ((j 0))
    (cond ((= j attempts) otherwise)
          ((attempt j))
          (else (loop (+ j 1))))))

(define (poisson mean draw)
  "The number of events of a Poisson process whose mean is MEAN, 0 or more."
  (cond ((not (positive? mean)) 0)
        ((< mean 10)
         (invert (exponential (- mean))
                 (lambda (probability count) (* probability (/ mean count)))
                 (draw 0) 70))
        ((< mean 1e8) (poisson-by-rejection mean draw))
        (else
         (max 0 (whole (+ mean (* (sqrt mean) (normal-quantile (draw 0)))))))))

(define (poisson-by-rejection mean draw)
  "Transformed rejection.  Source: Hörmann, \"The transformed rejection method
for generating Poisson random variables\", Insurance: Mathematics and Economics
12 (1993), algorithm PTRS."
  (let* ((log-mean (logarithm mean))
         (b (+ 0.931 (* 2.53 (sqrt mean))))
         (a (+ -0.059 (* 0.02483 b)))
         (log-inverse-alpha (logarithm (+ 1.1239 (/ 1.1328 (- b 3.4)))))
         (sure (- 0.9277 (/ 3.6224 (- b 2.0)))))
    (define (attempt j)
      (let* ((u (- (draw (* 2 j)) 0.5))
             (v (draw (+ (* 2 j) 1)))
             (distance (- 0.5 (abs u)))
             (count (inexact->exact (floor (+ (* (+ (/ (* 2.0 a) distance) b) u) mean 0.43)))))
        (cond ((and (>= distance 0.07) (<= v sure)) count)
              ((or (negative? count) (and (< distance 0.013) (> v distance))) #f)
              (else
               (and (<= (- (+ (logarithm v) log-inverse-alpha)
                           (logarithm (+ (/ a (* distance distance)) b)))
                        (- (* count log-mean) mean (log-factorial count)))
                    count)))))
    (first-accepted 64 attempt (whole mean))))

(define binomial-draw-count
  ;; The number of draws that one count may use.
  64)

(define (binomial trials probability draw)
  "How many of TRIALS events happen when each does with PROBABILITY; below 0 it
counts as 0, above 1 as 1."
  (cond ((or (<= trials 0) (<= probability 0)) 0)
        ((>= probability 1) trials)
        ((<= probability 0.5) (rare-binomial trials probability draw))
        (else (- trials (rare-binomial trials (- 1.0 probability) draw)))))

(define (rare-binomial trials probability draw)
  "The same for a probability of at most ½."
  (let* ((mean (* trials probability))
         (variance (* mean (- 1.0 probability))))
    (cond ((< mean 10)
           (binomial-by-inversion trials probability (draw 0)))
          ((< variance 1e8) (binomial-by-rejection trials probability draw))
          (else
           (max 0 (min trials (whole (+ mean (* (sqrt variance)
                                                (normal-quantile (draw 0)))))))))))

(define (binomial-by-inversion trials probability uniform)
  (let ((odds (/ probability (- 1.0 probability))))
    (invert (exponential (* trials (log-of-complement probability)))
            (lambda (term count) (* term (/ (* odds (+ (- trials count) 1)) count)))
            uniform (min trials 70))))

(define (log-of-complement p)
  "ln(1 − p), without losing the digits of a small p."
  (if (< p 1e-4)
      (* (- p) (+ 1.0 (* p (+ 0.5 (* p (+ (/ 1.0 3) (/ p 4)))))))
      (logarithm (- 1.0 p))))

(define (binomial-by-rejection trials probability draw)
  "Transformed rejection.  Source: Hörmann, \"The generation of binomial random
variates\", Journal of Statistical Computation and Simulation 46 (1993),
algorithm BTRS."
  (let* ((mean (* trials probability))
         (deviation (sqrt (* mean (- 1.0 probability))))
         (b (+ 1.15 (* 2.53 deviation)))
         (a (+ -0.0873 (* 0.0248 b) (* 0.01 probability)))
         (centre (+ mean 0.5))
         (sure (- 0.92 (/ 4.2 b)))
         (alpha (* (+ 2.83 (/ 5.1 b)) deviation))
         (log-odds (logarithm (/ probability (- 1.0 probability))))
         (mode (inexact->exact (floor (* (+ trials 1) probability))))
         (at-mode (+ (log-factorial mode) (log-factorial (- trials mode)))))
    (define (attempt j)
      (let* ((u (- (draw (* 2 j)) 0.5))
             (v (draw (+ (* 2 j) 1)))
             (distance (- 0.5 (abs u)))
             (count (inexact->exact (floor (+ (* (+ (/ (* 2.0 a) distance) b) u) centre)))))
        (cond ((and (>= distance 0.07) (<= v sure)) count)
              ((not (<= 0 count trials)) #f)
              (else
               (and (<= (logarithm (/ (* v alpha) (+ (/ a (* distance distance)) b)))
                        (+ (- at-mode (log-factorial count) (log-factorial (- trials count)))
                           (* (- count mode) log-odds)))
                    count)))))
    (first-accepted 32 attempt (whole mean))))
