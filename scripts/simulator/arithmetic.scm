;;; Functions of one number.  Their results equal those of the main program to
;;; the last bit.

(define-module (simulator arithmetic)
  #:export (fused-multiply-add exponential logarithm log-factorial))

(define (fused-multiply-add a b c)
  "a·b + c, rounded once.  Exact rationals do here what other languages need
an instruction of the processor for."
  (exact->inexact (+ (* (inexact->exact a) (inexact->exact b))
                     (inexact->exact c))))

(define ln2-high 6.93147180369123816490e-01)
(define ln2-low 1.90821492927058770002e-10)

(define (exponential x)
  "e^x for |x| < 700, with an error below one unit in the last place.
Method of fdlibm's e_exp.c: reduction by ln 2, then a rational approximation."
  (let* ((k (floor (+ (* x 1.44269504088896338700) 0.5)))
         (high (- x (* k ln2-high)))
         (low (* k ln2-low))
         (r (- high low))
         (t (* r r))
         (c (- r (* t (+ 1.66666666666666019037e-01
                         (* t (+ -2.77777777770155933842e-03
                                 (* t (+ 6.61375632143793436117e-05
                                         (* t (+ -1.65339022054652515390e-06
                                                 (* t 4.13813679705723846039e-08))))))))))))
    (* (- 1.0 (- (- low (/ (* r c) (- 2.0 c))) high))
       (expt 2.0 (inexact->exact k)))))

(define root-half
  ;; √½ rounded down to 20 bits of fraction, where fdlibm cuts.
  (exact->inexact (/ #x16a09e (expt 2 21))))

(define (split x)
  "Two values, k and m, with x = 2^k·m and √½ ≤ m < √2."
  (let loop ((k 0) (m x))
    (cond ((< m root-half) (loop (- k 1) (* m 2.0)))
          ((>= m (* 2.0 root-half)) (loop (+ k 1) (* m 0.5)))
          (else (values k m)))))

(define (logarithm x)
  "ln x for x > 0, with an error below one unit in the last place.
Method of fdlibm's e_log.c: a polynomial in f/(2 + f), where x = 2^k(1 + f)."
  (define-syntax horner
    (syntax-rules ()
      ((_ w c) c)
      ((_ w c0 c1 c ...) (fused-multiply-add w (horner w c1 c ...) c0))))
  (call-with-values (lambda () (split (exact->inexact x)))
    (lambda (k m)
      (let* ((f (- m 1.0))
             (half-square (* 0.5 f f))
             (s (/ f (+ 2.0 f)))
             (z (* s s))
             (w (* z z))
             (even (* w (horner w 3.999999999940941908e-01 2.222219843214978396e-01
                                1.531383769920937332e-01)))
             (odd (* z (horner w 6.666666666666735130e-01 2.857142874366239149e-01
                               1.818357216161805012e-01 1.479819860511658591e-01)))
             (low (fused-multiply-add s (+ half-square (+ odd even)) (* k ln2-low))))
        (- (* k ln2-high) (- (- half-square low) f))))))

(define small-log-factorials
  (let loop ((n 1) (factorial 1) (logarithms '(0.0)))
    (if (= n 16)
        (list->vector (reverse logarithms))
        (let ((factorial (* n factorial)))
          (loop (+ n 1) factorial (cons (logarithm factorial) logarithms))))))

(define (log-factorial n)
  "ln n! for a whole number, with a relative error of about 1e-15.
From 16 on Stirling's series; source: Abramowitz and Stegun (1964), 6.1.41."
  (if (< n 16)
      (vector-ref small-log-factorials n)
      (let* ((x (+ n 1.0))
             (v (/ 1.0 (* x x)))
             (correction (/ (- (/ 1.0 12) (* v (- (/ 1.0 360) (* v (- (/ 1.0 1260) (* v (/ 1.0 1680)))))))
                            x)))
        (+ (- (* (- x 0.5) (logarithm x)) x)
           0.918938533204672741780          ; ½ ln 2π
           correction))))
